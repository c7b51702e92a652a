#include "ingest_service/parser/stitch/stitch.h"

#include <algorithm>
#include <array>
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

// Path sums are rounded: a sure link can come out a little above 1.
double AtMostOne(double probability) { return std::min(probability, 1.0); }

struct Follower {
  int item = -1;
  double probability = 0;
};
// The two items most probable to follow each item.
using Followers = std::vector<std::array<Follower, 2>>;

Followers FollowersOf(const std::vector<ItemDecision>& decisions) {
  Followers followers(decisions.size());
  for (size_t item = 0; item < decisions.size(); ++item) {
    for (const auto& candidate : decisions[item].candidates) {
      if (candidate.predecessor < 0) continue;
      auto& [best, second] = followers[candidate.predecessor];
      const Follower follower{static_cast<int>(item), candidate.probability};
      if (follower.probability > best.probability) {
        second = std::exchange(best, follower);
      } else if (follower.probability > second.probability) {
        second = follower;
      }
    }
  }
  return followers;
}

void SetRunnerUp(const std::array<Follower, 2>& followers, Link& link) {
  const Follower& other = followers[followers[0].item == link.item ? 1 : 0];
  if (other.item < 0 || other.probability < kLeastRunnerUp) return;
  link.runner_up = other.item;
  link.runner_up_confidence = AtMostOne(other.probability);
}

Link MakeLink(int item, const ItemDecision& decision, const Followers& followers) {
  Link link;
  link.item = item;
  link.seam = decision.switched;
  link.confidence = 0;
  for (const auto& candidate : decision.candidates) {
    if (candidate.predecessor == decision.predecessor) link.confidence = AtMostOne(candidate.probability);
  }
  if (decision.predecessor >= 0) SetRunnerUp(followers[decision.predecessor], link);
  link.clues = WeightedClues(decision.clues);
  return link;
}

bool GoesOn(Ending ending) { return ending == Ending::kOpen || ending == Ending::kComma; }

// The items of one page, which begin at items[first].
void StitchOnePage(const std::vector<PageItem>& items, int first, const LanguageModel& model,
                   const std::function<bool()>& stop, Stitching& stitching) {
  const std::vector<ItemDecision> decisions = DecideRestoration(items, model, FittedWeights(), stop);
  if (decisions.size() < items.size()) return;
  const Followers followers = FollowersOf(decisions);
  std::unordered_map<int, size_t> article_of_head;
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].kind == PageItem::Kind::kBreak) continue;
    const int item = static_cast<int>(i);
    if (decisions[i].begins) {
      article_of_head[item] = stitching.articles.size();
      stitching.articles.push_back({first + item, {}, false});
      continue;
    }
    Link link = MakeLink(item, decisions[i], followers);
    link.item += first;
    if (link.runner_up >= 0) link.runner_up += first;
    const auto found = article_of_head.find(decisions[i].article);
    if (found == article_of_head.end()) {
      stitching.orphans.push_back(std::move(link));
      continue;
    }
    StitchedArticle& article = stitching.articles[found->second];
    link.inside_paragraph = decisions[i].inside_paragraph;
    article.body.push_back(std::move(link));
    article.end_missing = GoesOn(decisions[i].ending);
  }
}

}  // namespace

Stitching Stitch(const std::vector<PageItem>& items, const LanguageModel& model, const std::function<bool()>& stop) {
  Stitching stitching;
  for (auto begin = items.begin(); begin != items.end() && !(stop && stop());) {
    const auto end = std::find_if(begin, items.end(), [&](const PageItem& item) { return item.page != begin->page; });
    StitchOnePage(std::vector<PageItem>(begin, end), static_cast<int>(begin - items.begin()), model, stop, stitching);
    begin = end;
  }
  return stitching;
}

}  // namespace broadsheet::ingest
