// headline_candidates DIR: for every *.txt of DIR the lines that stand alone and
// may be a headline, and the first lines of headlines that may be a kicker; one
// a line of output, separated by tabs: `headline` or `kicker`, page, the line,
// its clues in the order of HeadlineClue or KickerClue. fit_headlines.py reads it.
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <string>

#include "ingest_service/parser/classify/headline.h"
#include "ingest_service/parser/language/language_model.h"
#include "ingest_service/parser/page_items.h"
#include "ingest_service/parser/parser.h"
#include "tests/support/read_file.h"

namespace ingest = broadsheet::ingest;

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: headline_candidates DIR\n";
    return 2;
  }
  const auto model = ingest::LanguageModel::Load(ingest::ParserOptions().language_model_path);
  if (!model.ok()) {
    std::cerr << model.status() << '\n';
    return 1;
  }
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
    if (entry.path().extension() != ".txt") continue;
    const std::string text = broadsheet::testing::ReadFile(entry.path());
    ingest::ClueLog log;
    const ingest::AnalyzedText analyzed = ingest::Analyze(text, **model, &log);
    const auto print = [&](const char* kind, size_t unit, const auto& clues) {
      std::cout << kind << '\t' << entry.path().stem().string() << '\t' << analyzed.units[unit].passage.text;
      for (const double clue : clues) std::cout << '\t' << clue;
      std::cout << '\n';
    };
    for (const auto& [unit, clues] : log.lone_lines) print("headline", unit, clues);
    for (const auto& [unit, clues] : log.first_lines) print("kicker", unit, clues);
  }
}
