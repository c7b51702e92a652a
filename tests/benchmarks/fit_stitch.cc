// Fits the weights of stitching, or measures them.
//
//   fit_stitch fit OUT.inc DIR...   maximum likelihood of the true restorations
//   fit_stitch measure DIR...       likelihood, seams and their confidence, by tier
//
// DIR holds pages with their truth, as the page generator writes them. Weights
// start from those that are built in; to fit anew, see fit_stitch.sh, which says
// on which pages. Deterministic.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "ingest_service/parser/language/language_model.h"
#include "ingest_service/parser/parser.h"
#include "ingest_service/parser/stitch/clue.h"
#include "ingest_service/parser/stitch/likelihood.h"
#include "ingest_service/parser/stitch/stitch.h"
#include "tests/benchmarks/gradient_ascent.h"
#include "tests/benchmarks/labelled_pages.h"
#include "tests/benchmarks/weights_file.h"

namespace broadsheet::ingest {
namespace {

constexpr int kRounds = 4;
constexpr double kStep = 0.3;  // of AdaGrad
// L2, over all pages, of the distance from the built-in weights: those were fitted
// on other pages too, and rare clues are to keep what they learned there.
constexpr double kPenalty = 40;

ClueValues BuiltInWeights() {
  ClueValues weights;
  for (size_t i = 0; i < kClueCount; ++i) weights[i] = kStitchWeights[i].weight;
  return weights;
}

ClueValues Fit(const std::vector<LabelledPage>& pages, const LanguageModel& model) {
  const auto add_page = [&](size_t page, const ClueValues& weights, std::array<double, kClueCount>& gradient) {
    const Likelihood likelihood = LikelihoodOfTruth(pages[page].items, pages[page].truth, model, weights);
    gradient = likelihood.gradient;
    return likelihood.log_likelihood;
  };
  return Ascend(Ascent{kRounds, kStep, kPenalty}, BuiltInWeights(), pages.size(), add_page);
}

struct Score {
  int pages = 0, articles = 0, exact = 0, seams = 0, found = 0, given = 0;
  double log_likelihood = 0, seconds = 0;
};

struct Judged {
  double confidence;
  bool right;
};

using Sequences = std::map<int, std::vector<int>>;  // head → items

void JudgeSeams(const LabelledPage& page, const Sequences& truth, const Sequences& got, const Stitching& stitching,
                Score& score, std::vector<Judged>& judged) {
  std::map<int, int> before;
  for (const auto& [head, items] : truth) {
    for (size_t k = 0; k < items.size(); ++k) before[items[k]] = k > 0 ? items[k - 1] : head;
  }
  std::map<int, int> given;
  for (const auto& [head, items] : got) {
    for (size_t k = 0; k < items.size(); ++k) given[items[k]] = k > 0 ? items[k - 1] : head;
  }
  int last = -1;
  for (int i = 0; i < static_cast<int>(page.items.size()); ++i) {
    if (page.items[i].kind == PageItem::Kind::kBreak) continue;
    if (before.contains(i) && before[i] != last) {
      ++score.seams;
      score.found += given.contains(i) && given[i] == before[i] ? 1 : 0;
    }
    last = i;
  }
  for (const StitchedArticle& article : stitching.articles) {
    for (const Link& link : article.body) {
      if (!link.seam || page.truth[link.item] == LabelledPage::kUnknown) continue;
      ++score.given;
      judged.push_back({link.confidence, before.contains(link.item) && before[link.item] == given[link.item]});
    }
  }
}

void Measure(const LabelledPage& page, const LanguageModel& model, Score& score, std::vector<Judged>& judged) {
  const std::clock_t start = std::clock();
  const Stitching stitching = Stitch(page.items, model);
  score.seconds += static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  Sequences truth, got;
  for (int i = 0; i < static_cast<int>(page.items.size()); ++i) {
    const PageItem::Kind kind = page.items[i].kind;
    const bool begins = kind == PageItem::Kind::kHead || page.truth[i] == i;
    if (begins) truth[i];
    if (!begins && kind != PageItem::Kind::kBreak && page.truth[i] >= 0) truth[page.truth[i]].push_back(i);
  }
  for (const StitchedArticle& article : stitching.articles) {
    for (const Link& link : article.body) got[article.head].push_back(link.item);
  }
  for (const auto& [head, items] : truth) {
    ++score.articles;
    score.exact += items == got[head] ? 1 : 0;
  }
  ++score.pages;
  if (page.fit_to_learn_from()) {
    score.log_likelihood += LikelihoodOfTruth(page.items, page.truth, model, BuiltInWeights()).log_likelihood;
  }
  JudgeSeams(page, truth, got, stitching, score, judged);
}

void PrintReliability(const std::vector<Judged>& judged) {
  constexpr std::array<double, 8> kBounds = {0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01};
  std::printf("confidence   seams   mean  right\n");
  for (size_t b = 0; b + 1 < kBounds.size(); ++b) {
    double sum = 0;
    int count = 0, right = 0;
    for (const Judged& seam : judged) {
      if (seam.confidence < kBounds[b] || seam.confidence >= kBounds[b + 1]) continue;
      ++count;
      right += seam.right ? 1 : 0;
      sum += seam.confidence;
    }
    if (count == 0) continue;
    std::printf("%.2f–%.2f  %7d  %.3f  %.3f\n", kBounds[b], std::min(1.0, kBounds[b + 1]), count, sum / count,
                static_cast<double>(right) / count);
  }
}

void Report(const std::vector<LabelledPage>& pages, const LanguageModel& model) {
  std::map<std::string, Score> scores;
  std::vector<Judged> judged;
  for (const LabelledPage& page : pages) Measure(page, model, scores[page.tier], judged);
  for (const auto& [tier, s] : scores) {
    std::printf(
        "%-7s pages=%d articles=%d exact=%.4f seams=%d recall=%.4f precision=%.4f likelihood=%.2f pages/s=%.0f\n",
        tier.c_str(), s.pages, s.articles, static_cast<double>(s.exact) / std::max(1, s.articles), s.seams,
        static_cast<double>(s.found) / std::max(1, s.seams), static_cast<double>(s.found) / std::max(1, s.given),
        s.log_likelihood, s.pages / s.seconds);
  }
  PrintReliability(judged);
}

int Main(int argc, char** argv) {
  const std::string command = argc > 2 ? argv[1] : "";
  if (command != "fit" && command != "measure") {
    std::cerr << "usage: fit_stitch fit OUT.inc DIR... | fit_stitch measure DIR...\n";
    return 2;
  }
  const auto model = LanguageModel::Load(ParserOptions().language_model_path);
  if (!model.ok()) {
    std::cerr << model.status() << '\n';
    return 1;
  }
  std::vector<LabelledPage> pages;
  for (int i = command == "fit" ? 3 : 2; i < argc; ++i) {
    for (LabelledPage& page : ReadLabelledPages(argv[i], **model)) {
      if (command == "measure" || page.fit_to_learn_from()) pages.push_back(std::move(page));
    }
  }
  if (command == "measure") {
    Report(pages, **model);
  } else {
    WriteWeights(argv[2], "ClueId", kStitchWeights, Fit(pages, **model));
  }
  return 0;
}

}  // namespace
}  // namespace broadsheet::ingest

int main(int argc, char** argv) { return broadsheet::ingest::Main(argc, argv); }
