// Fits the weights of what tells headlines from text, and kickers and decks from
// headlines.
//
//   fit_headlines HEADLINE.inc KICKER.inc DECK.inc DIR...
//
// DIR holds pages with their truth, as the page generator writes them. Maximum
// likelihood with an L2 penalty, starting from nothing; deterministic. To fit
// anew, see fit_headlines.sh, which says on which pages.
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "ingest_service/parser/analyze/analyze.h"
#include "ingest_service/parser/classify/headline.h"
#include "ingest_service/parser/classify/speaker_line.h"
#include "ingest_service/parser/parser.h"
#include "ingest_service/parser/text/characters.h"
#include "tests/benchmarks/gradient_ascent.h"
#include "tests/support/read_file.h"

namespace broadsheet::ingest {
namespace {

constexpr int kRounds = 12;
constexpr double kStep = 0.2;  // of AdaGrad
constexpr double kPenalty = 4;
// No single clue may decide: weights are kept inside these bounds, so that what is
// special about the pages fitted on cannot outweigh everything else. Their kickers
// and decks are clauses of the text far more often than those of papers.
constexpr double kMost = 4.4, kMostOfParts = 4;

// A run of lines and the spans that its true reading holds.
struct LabelledRun {
  LineRun run;
  std::vector<size_t> truth;
};

// A first or last line of a headline, and whether it is a kicker or a deck.
template <typename Clues>
struct LabelledLine {
  Clues clues;
  bool is_part;
};

struct Examples {
  std::vector<LabelledRun> runs;
  std::vector<LabelledLine<KickerClues>> kickers;
  std::vector<LabelledLine<DeckClues>> decks;
};

struct TrueHead {
  std::string column, kicker, deck;
  std::vector<std::string> lines;
};

std::string FieldOf(const google::protobuf::Struct& article, const std::string& name) {
  const auto found = article.fields().find(name);
  return found == article.fields().end() ? "" : WithoutSpace(found->second.string_value());
}

std::vector<TrueHead> ReadHeads(const std::filesystem::path& file) {
  google::protobuf::Struct truth;
  const auto status = google::protobuf::util::JsonStringToMessage(testing::ReadFile(file), &truth);
  if (!status.ok()) throw std::runtime_error(file.string() + ": " + status.ToString());
  std::vector<TrueHead> heads;
  for (const auto& value : truth.fields().at("articles").list_value().values()) {
    const auto& article = value.struct_value();
    TrueHead& head = heads.emplace_back();
    head.column = FieldOf(article, "column");
    head.kicker = FieldOf(article, "kicker");
    head.deck = FieldOf(article, "deck");
    for (const auto& line : article.fields().at("headline_lines").list_value().values()) {
      head.lines.push_back(WithoutSpace(line.string_value()));
    }
  }
  return heads;
}

// Units [begin, end) of each headline, in order; empty: some headline is not there whole.
std::vector<std::pair<size_t, size_t>> FindHeads(const std::vector<TrueHead>& heads, const AnalyzedText& analyzed) {
  std::vector<std::pair<size_t, size_t>> found;
  const auto is = [&](size_t unit, const std::string& line) {
    return unit < analyzed.units.size() && WithoutSpace(analyzed.units[unit].passage.text) == line;
  };
  size_t at = 0;
  for (const TrueHead& head : heads) {
    const auto stands_at = [&](size_t unit) {
      for (size_t k = 0; k < head.lines.size(); ++k) {
        if (!is(unit + k, head.lines[k])) return false;
      }
      return true;
    };
    while (at < analyzed.units.size() && !stands_at(at)) ++at;
    if (at == analyzed.units.size()) return {};
    size_t begin = at, end = at + head.lines.size();
    if (begin > 0 && !head.kicker.empty() && is(begin - 1, head.kicker)) --begin;
    if (begin > 0 && !head.column.empty() && is(begin - 1, head.column)) --begin;
    if (begin > 0 && ReadSpeakerLine(analyzed.units[begin - 1].passage.text)) --begin;
    if (!head.deck.empty() && (is(end, "——" + head.deck) || is(end, head.deck))) ++end;
    found.emplace_back(begin, end);
    at = end;
  }
  return found;
}

void LabelRuns(const std::vector<std::pair<size_t, size_t>>& heads, std::vector<LineRun> runs, Examples& examples) {
  for (LineRun& run : runs) {
    LabelledRun labelled;
    bool whole = true;  // everything that is a headline may be one
    size_t behind = run.begin;
    for (const auto& [begin, end] : heads) {
      if (end <= run.begin || begin >= run.end) continue;
      const bool behind_head = begin == behind && begin > run.begin;
      const auto span = std::find_if(run.spans.begin(), run.spans.end(), [&](const HeadSpan& s) {
        return s.begin == begin && s.end == end && s.behind_head == behind_head;
      });
      if (span == run.spans.end()) whole = false;
      labelled.truth.push_back(static_cast<size_t>(span - run.spans.begin()));
      behind = end;
    }
    if (!whole) continue;
    labelled.run = std::move(run);
    examples.runs.push_back(std::move(labelled));
  }
}

// First and last lines of the true headlines, those apart that nothing has to decide on.
void AddParts(const std::vector<TrueHead>& heads, const std::vector<std::pair<size_t, size_t>>& found,
              const AnalyzedText& analyzed, const LanguageModel& model, Examples& examples) {
  PartsLog log;
  std::vector<Label> labels = analyzed.labels;
  for (const auto& [begin, end] : found) {
    const size_t first = begin + (ReadSpeakerLine(analyzed.units[begin].passage.text) ? 1 : 0);
    LabelHeadlineParts({analyzed.units, first, end, 0, analyzed.units.size(), model, &log}, labels);
  }
  const auto label = [&](const auto& judged, const auto& part_of, const auto& main_line_of, auto& labelled) {
    for (const auto& [unit, clues] : judged) {
      const std::string line = WithoutSpace(analyzed.units[unit].passage.text);
      const auto head = std::find_if(heads.begin(), heads.end(),
                                     [&](const TrueHead& h) { return line == part_of(h) || line == main_line_of(h); });
      if (head != heads.end()) labelled.push_back({clues, line == part_of(*head)});
    }
  };
  label(
      log.kickers, [](const TrueHead& h) { return h.kicker; }, [](const TrueHead& h) { return h.lines.front(); },
      examples.kickers);
  label(
      log.decks, [](const TrueHead& h) { return h.deck; }, [](const TrueHead& h) { return h.lines.back(); },
      examples.decks);
}

void ReadExamples(const std::filesystem::path& folder, const LanguageModel& model, Examples& examples) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (std::filesystem::path file : files) {
    ClueLog log;
    const AnalyzedText analyzed = Analyze(testing::ReadFile(file), model, &log);
    const std::vector<TrueHead> heads = ReadHeads(file.replace_extension(".truth.json"));
    const auto found = FindHeads(heads, analyzed);
    if (found.empty()) continue;
    LabelRuns(found, std::move(log.runs), examples);
    AddParts(heads, found, analyzed, model, examples);
  }
}

template <typename Clues, typename Weights>
double Dot(const Clues& clues, const Weights& weights) {
  return std::inner_product(clues.begin(), clues.end(), weights.begin(), 0.0);
}

using HeadVector = std::array<double, kHeadClues>;

double AddRunGradient(const LabelledRun& labelled, const HeadVector& weights, HeadVector& gradient) {
  LineRun run = labelled.run;
  for (HeadSpan& span : run.spans) span.score = Dot(span.clues, weights);
  const ReadingSums sums = SumReadings(run);
  double likelihood = -sums.log_total;
  for (size_t s = 0; s < run.spans.size(); ++s) {
    const bool is_true = std::find(labelled.truth.begin(), labelled.truth.end(), s) != labelled.truth.end();
    if (is_true) likelihood += run.spans[s].score;
    const double error = (is_true ? 1 : 0) - sums.probabilities[s];
    for (size_t i = 0; i < kHeadClues; ++i) gradient[i] += error * run.spans[s].clues[i];
  }
  return likelihood;
}

template <typename Clues>
double AddLineGradient(const LabelledLine<Clues>& line, const Clues& weights, Clues& gradient) {
  const double p = 1 / (1 + std::exp(-Dot(line.clues, weights)));
  for (size_t i = 0; i < weights.size(); ++i) gradient[i] += line.clues[i] * ((line.is_part ? 1 : 0) - p);
  return std::log(std::max(1e-9, line.is_part ? p : 1 - p));
}

void ReportRuns(const std::vector<LabelledRun>& runs, const HeadVector& weights) {
  size_t heads = 0, wrong = 0;
  for (const LabelledRun& labelled : runs) {
    LineRun run = labelled.run;
    for (HeadSpan& span : run.spans) span.score = Dot(span.clues, weights);
    heads += labelled.truth.size();
    wrong += BestReading(run) != labelled.truth;
  }
  std::printf("%zu runs with %zu headlines, %zu read wrongly\n", runs.size(), heads, wrong);
}

template <typename Clues>
Clues FitLines(const std::vector<LabelledLine<Clues>>& lines) {
  const Clues weights = Ascend(Ascent{kRounds, kStep, kPenalty, kMostOfParts}, Clues{}, lines.size(),
                               [&](size_t line, const Clues& fitted, Clues& gradient) {
                                 return AddLineGradient(lines[line], fitted, gradient);
                               });
  const auto wrong = std::count_if(lines.begin(), lines.end(), [&](const LabelledLine<Clues>& line) {
    return (Dot(line.clues, weights) > 0) != line.is_part;
  });
  const auto parts = std::count_if(lines.begin(), lines.end(), [](const auto& line) { return line.is_part; });
  std::printf("%zu lines, %zu of them parts, %zu judged wrongly\n", lines.size(), static_cast<size_t>(parts),
              static_cast<size_t>(wrong));
  return weights;
}

// The names of an enumeration's values, in the order of the header that lists them.
std::vector<std::string> NamesOf(const std::filesystem::path& header, const std::string& enumeration) {
  std::ifstream in(header);
  std::vector<std::string> names;
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("enum " + enumeration)) inside = true;
    if (line.starts_with("};")) inside = false;
    if (inside && line.starts_with("  k")) names.push_back(line.substr(2, line.find(',') - 2));
  }
  return names;
}

template <typename Weights>
void Write(const Weights& weights, const std::filesystem::path& path, const char* header, const char* enumeration) {
  const auto names = NamesOf(path.parent_path() / header, enumeration);
  std::ofstream out(path);
  out << "// Fitted by tests/benchmarks/fit_headlines.sh.\n";
  for (size_t i = 0; i < weights.size(); ++i) {
    char line[96];
    std::snprintf(line, sizeof line, "%.2f,  // %s\n", weights[i], names.at(i).c_str());
    out << line;
  }
}

int Main(int argc, char** argv) {
  if (argc < 5) {
    std::cerr << "usage: fit_headlines HEADLINE.inc KICKER.inc DECK.inc DIR...\n";
    return 2;
  }
  const auto model = LanguageModel::Load(ParserOptions().language_model_path);
  if (!model.ok()) {
    std::cerr << model.status() << '\n';
    return 1;
  }
  Examples examples;
  for (int i = 4; i < argc; ++i) ReadExamples(argv[i], **model, examples);
  const auto heads = Ascend(Ascent{kRounds, kStep, kPenalty, kMost}, HeadVector{}, examples.runs.size(),
                            [&](size_t run, const HeadVector& weights, HeadVector& gradient) {
                              return AddRunGradient(examples.runs[run], weights, gradient);
                            });
  ReportRuns(examples.runs, heads);
  Write(heads, argv[1], "headline_evidence.h", "HeadClue");
  Write(FitLines(examples.kickers), argv[2], "headline_parts.h", "KickerClue");
  Write(FitLines(examples.decks), argv[3], "headline_parts.h", "DeckClue");
  return 0;
}

}  // namespace
}  // namespace broadsheet::ingest

int main(int argc, char** argv) { return broadsheet::ingest::Main(argc, argv); }
