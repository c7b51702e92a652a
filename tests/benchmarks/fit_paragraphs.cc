// Fits the weights of what tells a paragraph that goes on from one that begins, or
// measures them.
//
//   fit_paragraphs fit OUT.inc DIR...
//   fit_paragraphs measure DIR...      seams told right, by where they stand
//
// DIR holds pages with their truth, as the page generator writes them. Maximum
// likelihood with an L2 penalty, starting from nothing; deterministic. To fit
// anew, see fit_stitch.sh, which says on which pages.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "ingest_service/parser/language/language_model.h"
#include "ingest_service/parser/parser.h"
#include "ingest_service/parser/stitch/paragraph.h"
#include "tests/benchmarks/gradient_ascent.h"
#include "tests/benchmarks/labelled_pages.h"
#include "tests/benchmarks/weights_file.h"

namespace broadsheet::ingest {
namespace {

constexpr int kRounds = 12;
constexpr double kStep = 0.2;  // of AdaGrad
constexpr double kPenalty = 4;

struct Example {
  ParagraphClues clues;
  bool inside, below;
};

// Each item of a page that has one before it in its article.
void AddExamples(const LabelledPage& page, const LanguageModel& model, std::vector<Example>& examples) {
  std::vector<Piece> pieces;
  for (const PageItem& item : page.items) pieces.push_back(ReadPiece(item.text));
  std::map<int, int> last_of;  // head → item
  int above = -1;
  for (int i = 0; i < static_cast<int>(page.items.size()); ++i) {
    const int head = page.truth[i];
    if (head >= 0 && head != i) {
      const auto last = last_of.find(head);
      if (last != last_of.end() && !page.items[last->second].closes) {
        const Piece& before = pieces[last->second];
        const double continuation = model.Continuation(*model.ReadTail(before.text), *model.ReadHead(pieces[i].text));
        const bool below = last->second == above;
        examples.push_back(
            {ReadParagraphClues({before, page.items[last->second].subhead, pieces[i], below, continuation}),
             !page.begins_paragraph[i], below});
      }
      last_of[head] = i;
    }
    if (page.items[i].kind != PageItem::Kind::kBreak) above = i;
  }
}

ParagraphClues Fit(const std::vector<Example>& examples) {
  const auto add = [&](size_t e, const ParagraphClues& weights, std::array<double, kParagraphClueCount>& gradient) {
    double odds = 0;
    for (size_t i = 0; i < kParagraphClueCount; ++i) odds += static_cast<double>(examples[e].clues[i]) * weights[i];
    const double inside = 1 / (1 + std::exp(-odds));
    const double surprise = (examples[e].inside ? 1 : 0) - inside;
    for (size_t i = 0; i < kParagraphClueCount; ++i) gradient[i] = surprise * examples[e].clues[i];
    return std::log(std::max(1e-9, examples[e].inside ? inside : 1 - inside));
  };
  return Ascend(Ascent{kRounds, kStep, kPenalty}, ParagraphClues{}, examples.size(), add);
}

void Measure(const std::vector<Example>& examples) {
  std::map<std::pair<bool, bool>, std::pair<int, int>> right;  // (below, inside) → right, all
  for (const Example& example : examples) {
    auto& [ok, all] = right[{example.below, example.inside}];
    ++all;
    ok += (LogOddsInside(example.clues) > 0) == example.inside ? 1 : 0;
  }
  for (const auto& [where, count] : right) {
    std::printf("%-5s %-6s %6d of %6d right\n", where.first ? "below" : "apart", where.second ? "inside" : "begins",
                count.first, count.second);
  }
}

int Main(int argc, char** argv) {
  const std::string command = argc > 2 ? argv[1] : "";
  if (command != "fit" && command != "measure") {
    std::cerr << "usage: fit_paragraphs fit OUT.inc DIR... | fit_paragraphs measure DIR...\n";
    return 2;
  }
  const auto model = LanguageModel::Load(ParserOptions().language_model_path);
  if (!model.ok()) {
    std::cerr << model.status() << '\n';
    return 1;
  }
  std::vector<Example> examples;
  for (int i = command == "fit" ? 3 : 2; i < argc; ++i) {
    for (const LabelledPage& page : ReadLabelledPages(argv[i], **model)) {
      if (page.fit_to_learn_from()) AddExamples(page, **model, examples);
    }
  }
  if (command == "measure") {
    Measure(examples);
    return 0;
  }
  WriteWeights(argv[2], "ParagraphClue", kParagraphWeights, Fit(examples));
  return 0;
}

}  // namespace
}  // namespace broadsheet::ingest

int main(int argc, char** argv) { return broadsheet::ingest::Main(argc, argv); }
