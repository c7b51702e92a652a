#include "ingest_service/parser/stitch/stitch.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "ingest_service/parser/language/language_model.h"
#include "ingest_service/parser/stitch/clue.h"
#include "ingest_service/parser/stitch/decision.h"
#include "ingest_service/parser/stitch/piece.h"

namespace broadsheet::ingest {
namespace {

// An alternative less probable than this came not near.
constexpr double kLeastRunnerUp = 0.001;

ClueValues FittedWeights() {
  ClueValues weights;
  for (size_t i = 0; i < kClueCount; ++i) weights[i] = kStitchWeights[i].weight;
  return weights;
}

std::vector<Clue> WeightedClues(const ClueValues& values) {
  std::vector<Clue> clues;
  for (size_t i = 0; i < kClueCount; ++i) {
    const double weight = static_cast<double>(values[i]) * kStitchWeights[i].weight;
    if (weight != 0) clues.push_back({kStitchWeights[i].name, weight});
  }
  std::sort(clues.begin(), clues.end(),
            [](const Clue& a, const Clue& b) { return std::abs(a.weight) > std::abs(b.weight); });
  return clues;
}

Link MakeLink(int item, const ItemDecision& decision) {
  Link link;
  link.item = item;
  link.seam = decision.switched;
  link.confidence = 0;
  for (const auto& candidate : decision.candidates) {
    if (candidate.predecessor == decision.predecessor) {
      link.confidence = Calibrate(candidate.probability);
    } else if (link.runner_up < 0 && candidate.predecessor >= 0 && candidate.probability >= kLeastRunnerUp) {
      link.runner_up = candidate.predecessor;
      link.runner_up_confidence = Calibrate(candidate.probability);
    }
  }
  link.clues = WeightedClues(decision.clues);
  return link;
}

bool GoesOn(Ending ending) { return ending == Ending::kOpen || ending == Ending::kComma; }

// What was taken for a heading is a piece of text if what follows it stands
// elsewhere: no column ends with a heading.
bool EndsInPiece(const std::vector<PageItem>& items, int first, const StitchedArticle& article) {
  if (article.body.empty()) return false;
  const PageItem& last = items[article.body.back().item - first];
  return last.subhead && GoesOn(EndingOfText(last.text));
}

// The items of one page, which begin at items[first].
void StitchOnePage(const std::vector<PageItem>& items, int first, const LanguageModel& model, Stitching& stitching) {
  const std::vector<ItemDecision> decisions = DecideRestoration(items, model, FittedWeights());
  std::unordered_map<int, size_t> article_of_head;
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].kind == PageItem::Kind::kBreak) continue;
    const int item = static_cast<int>(i);
    if (items[i].kind == PageItem::Kind::kHead) {
      article_of_head[item] = stitching.articles.size();
      stitching.articles.push_back({first + item, {}, false});
      continue;
    }
    Link link = MakeLink(item, decisions[i]);
    link.item += first;
    if (link.runner_up >= 0) link.runner_up += first;
    const auto found = article_of_head.find(decisions[i].article);
    if (found == article_of_head.end()) {
      stitching.orphans.push_back(std::move(link));
      continue;
    }
    StitchedArticle& article = stitching.articles[found->second];
    link.inside_paragraph = article.end_missing || (link.seam && EndsInPiece(items, first, article));
    article.body.push_back(std::move(link));
    article.end_missing = !items[i].subhead && !items[i].closes && GoesOn(EndingOfText(items[i].text));
  }
}

}  // namespace

Stitching Stitch(const std::vector<PageItem>& items, const LanguageModel& model) {
  Stitching stitching;
  for (auto begin = items.begin(); begin != items.end();) {
    const auto end = std::find_if(begin, items.end(), [&](const PageItem& item) { return item.page != begin->page; });
    StitchOnePage(std::vector<PageItem>(begin, end), static_cast<int>(begin - items.begin()), model, stitching);
    begin = end;
  }
  return stitching;
}

}  // namespace broadsheet::ingest
