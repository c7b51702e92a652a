#include "query_service/index/segments/segment_search.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "query_service/index/facet_counts.h"
#include "query_service/index/hit_order.h"
#include "query_service/index/scoring.h"
#include "query_service/index/segments/facet_column.h"
#include "query_service/index/segments/segment_plan.h"

namespace broadsheet::query {
namespace {

constexpr uint32_t kNoWindow = ListCursor::kNoWindow;
constexpr uint32_t kWindowsBetweenChecks = 8;
// Bounds are computed in single precision; no score is above one times this.
constexpr double kBoundSlack = 1 + 1e-5;
constexpr size_t kManyPhrases = 3;

// What all segments of a search share.
struct SharedState {
  const IndexSearch& search;
  const Scorer& scorer;
  const std::vector<QueryPhrase>& phrases;
  TopHits& top;
  uint64_t& matches;
  std::vector<FacetColumn>& facets;

  bool Cancelled() const { return search.cancelled && search.cancelled(); }
  // Enough are counted.
  bool CountedEnough() const { return search.facets.empty() && search.max_count > 0 && matches > search.max_count; }
};

class SegmentSearch {
 public:
  SegmentSearch(const SegmentView& view, SharedState& shared)
      : view_(view),
        segment_(*view.segment),
        shared_(shared),
        plan_(MakePlan(segment_, shared.search.query, shared.search.filter, shared.search.cancelled)) {
    const double average = segment_.AverageLength();
    // A segment's bounds hold at its own average length: at a longer one a
    // document's norm is less, by no more than this.
    norm_share_ = std::min(1.0, average / std::max(1.0, AverageOfScorer()));
  }

  absl::Status Run() {
    if (plan_.cancelled) return absl::CancelledError("the search was cancelled");
    if (plan_.range.begin >= plan_.range.end || HiddenAltogether()) return absl::OkStatus();
    const bool counts = shared_.search.count || !shared_.search.facets.empty();
    const bool known = shared_.search.facets.empty() && CountIsKnown();
    if (counts && known) shared_.matches += plan_.known_count;
    const bool all = counts && !known;
    if (shared_.search.limit > 0) {
      // By date the first hits are found from one end, whatever else is counted.
      const bool by_date = shared_.search.order == SortOrder::kNewest || shared_.search.order == SortOrder::kOldest;
      if (by_date) {
        if (absl::Status status = FindByDate(); !status.ok()) return status;
      } else {
        return Visit(all, true);
      }
    }
    return all ? Visit(true, false) : absl::OkStatus();
  }

 private:
  double AverageOfScorer() const {
    // LengthNorm is base + slope * length and slope is inverse to the average.
    const double slope = shared_.scorer.LengthNorm(1) - shared_.scorer.LengthNorm(0);
    return kSaturation * kLengthWeight / slope;
  }

  bool HiddenAltogether() const { return shared_.search.max_id != 0 && segment_.MinimumId() > shared_.search.max_id; }
  bool HidesSome() const { return shared_.search.max_id != 0 && segment_.MaximumId() > shared_.search.max_id; }
  bool CountIsKnown() const {
    return plan_.known_count != UINT64_MAX && view_.deleted_count == 0 && !HidesSome() && plan_.range.begin == 0 &&
           plan_.range.end == segment_.Documents();
  }

  uint32_t FirstWindow() const { return plan_.range.begin / kWindowDocs; }
  uint32_t LastWindow() const { return (plan_.range.end - 1) / kWindowDocs; }

  // The documents of a window that there are for this search.
  Words Present(uint32_t window) const {
    Words words = PresentIn(view_, plan_.range, window);
    if (HidesSome()) {
      const uint32_t start = window * kWindowDocs;
      ForEach(words, [&](uint32_t document) {
        if (segment_.Ids()[start + document] > shared_.search.max_id) words[document / 64] &= ~(1ull << document % 64);
      });
    }
    return words;
  }

  // Visits the windows that may have matches; `all`: counts every match,
  // otherwise skips what cannot be among the first hits.
  absl::Status Visit(bool all, bool hits) {
    const bool ranked = hits && shared_.search.order == SortOrder::kRelevance;
    uint32_t visited = 0;
    for (uint32_t window = FirstWindow(); window <= LastWindow(); ++window) {
      window = plan_.matches->NextWindow(window);
      if (window == kNoWindow || window > LastWindow()) break;
      if (visited++ % kWindowsBetweenChecks == 0 && shared_.Cancelled()) {
        return absl::CancelledError("the search was cancelled");
      }
      Words words = Present(window);
      std::optional<Words> promising;
      if (ranked && shared_.top.Full()) promising = Promising(window);
      if (promising && !all) {
        for (uint32_t i = 0; i < kWindowWords; ++i) words[i] &= (*promising)[i];
        if (IsEmpty(words)) continue;
      }
      plan_.matches->Match(window, words);
      if (IsEmpty(words)) continue;
      if (all) {
        CountAll(window, words);
        if (!hits && shared_.CountedEnough()) break;
      }
      if (!hits) continue;
      if (promising) {
        for (uint32_t i = 0; i < kWindowWords; ++i) words[i] &= (*promising)[i];
        if (bounds_.size() >= kManyPhrases && !IsEmpty(words)) words = Hopeful(window, words);
      }
      AddHits(window, words);
    }
    return absl::OkStatus();
  }

  void CountAll(uint32_t window, const Words& words) {
    shared_.matches += Count(words);
    for (FacetColumn& facet : shared_.facets) {
      if (!counted_) facet.Enter(segment_);
      facet.Add(window, words);
    }
    counted_ = true;
  }

  // What each phrase adds at most to a score in each part of a window.
  void BoundPhrases(uint32_t window) {
    bounds_.resize(plan_.phrases.size());
    for (size_t i = 0; i < plan_.phrases.size(); ++i) {
      bounds_[i].fill(0);
      if (plan_.phrases[i] == nullptr) continue;
      PartBounds odds;
      plan_.phrases[i]->OddsBounds(window, odds);
      const double weight = shared_.scorer.Weight(i);
      for (uint32_t part = 0; part < kWindowParts; ++part) {
        bounds_[i][part] = kBoundSlack * weight * odds[part] / (odds[part] + norm_share_);
      }
    }
  }

  // The parts of a window whose bound reaches the last hit's score.
  Words Promising(uint32_t window) {
    BoundPhrases(window);
    std::array<double, kWindowParts> sums{};
    for (const auto& bounds : bounds_) {
      for (uint32_t part = 0; part < kWindowParts; ++part) sums[part] += bounds[part];
    }
    Words words{};
    constexpr uint32_t kPartWords = kWindowWords / kWindowParts;
    for (uint32_t part = 0; part < kWindowParts; ++part) {
      const bool reaches = sums[part] >= shared_.top.Last().score;
      std::fill_n(words.begin() + part * kPartWords, kPartWords, reaches ? ~0ull : 0);
    }
    return words;
  }

  // Of documents of the window of BoundPhrases those whose own phrases can reach
  // the last hit's score: cheaper than to score them, where most have few of many.
  Words Hopeful(uint32_t window, const Words& words) {
    constexpr uint32_t kPartDocs = kWindowDocs / kWindowParts;
    std::array<double, kWindowDocs> sums;
    ForEach(words, [&](uint32_t document) { sums[document] = 0; });
    for (size_t i = 0; i < bounds_.size(); ++i) {
      if (plan_.phrases[i] == nullptr) continue;
      Words having = words;
      plan_.phrases[i]->Narrow(window, having);
      ForEach(having, [&](uint32_t document) { sums[document] += bounds_[i][document / kPartDocs]; });
    }
    Words hopeful{};
    ForEach(words, [&](uint32_t document) {
      if (sums[document] >= shared_.top.Last().score) hopeful[document / 64] |= 1ull << document % 64;
    });
    return hopeful;
  }

  void AddHits(uint32_t window, const Words& words) {
    const uint32_t start = window * kWindowDocs;
    const bool ranked = shared_.search.order == SortOrder::kRelevance;
    ForEach(words, [&](uint32_t document) {
      IndexHit hit;
      if (ranked) {
        hit.score = ScoreOf(window, document);
        if (shared_.top.Full() && hit.score < shared_.top.Last().score) return;
      }
      FillHit(start + document, hit);
      shared_.top.Add(std::move(hit));
    });
  }

  double ScoreOf(uint32_t window, uint32_t document) {
    const double norm = shared_.scorer.LengthNorm(segment_.Lengths()[window * kWindowDocs + document]);
    double score = 0;
    for (size_t i = 0; i < plan_.phrases.size(); ++i) {
      if (plan_.phrases[i] == nullptr) continue;
      score += shared_.scorer.Score(i, plan_.phrases[i]->WeightedFrequency(window, document), norm);
    }
    return score;
  }

  void FillHit(uint32_t document, IndexHit& hit) const {
    hit.id = segment_.Ids()[document];
    hit.date = segment_.Numbers(Column::kDate)[document];
    if (shared_.search.order != SortOrder::kPrinted) return;
    hit.issue = segment_.Strings(Column::kIssue).ValueOf(document);
    hit.ordinal = segment_.Numbers(Column::kOrdinal)[document];
  }

  // Walks from the newest or the oldest until there are enough.
  absl::Status FindByDate() {
    const bool newest = shared_.search.order == SortOrder::kNewest;
    DocumentRange range = plan_.range;
    if (const auto& after = shared_.search.after) {
      const uint32_t from = segment_.FirstFrom(after->date, after->id);
      (newest ? range.end : range.begin) = newest ? std::min(range.end, from) : std::max(range.begin, from);
    }
    if (range.begin >= range.end) return absl::OkStatus();
    const DocumentRange whole = std::exchange(plan_.range, range);
    const uint32_t last = newest ? FirstWindow() : LastWindow();
    uint32_t visited = 0;
    for (uint32_t window = newest ? LastWindow() : FirstWindow();; newest ? --window : ++window) {
      window = newest ? plan_.matches->PreviousWindow(window) : plan_.matches->NextWindow(window);
      if (window == kNoWindow || (newest ? window < last : window > last)) break;
      if (visited++ % kWindowsBetweenChecks == 0 && shared_.Cancelled()) {
        return absl::CancelledError("the search was cancelled");
      }
      if (!AddByDate(window, newest) || window == last) break;
    }
    plan_.range = whole;
    return absl::OkStatus();
  }

  // False when what follows comes after all hits.
  bool AddByDate(uint32_t window, bool newest) {
    Words words = Present(window);
    plan_.matches->Match(window, words);
    const uint32_t start = window * kWindowDocs;
    for (uint32_t k = 0; k < kWindowWords; ++k) {
      const uint32_t i = newest ? kWindowWords - 1 - k : k;
      for (uint64_t word = words[i]; word != 0;) {
        const auto bit = static_cast<uint32_t>(newest ? 63 - std::countl_zero(word) : std::countr_zero(word));
        word &= ~(1ull << bit);
        IndexHit hit;
        FillHit(start + i * 64 + bit, hit);
        if (shared_.top.Full() && !ComesBefore(shared_.search.order, hit, shared_.top.Last())) return false;
        shared_.top.Add(std::move(hit));
      }
    }
    return true;
  }

  const SegmentView& view_;
  const Segment& segment_;
  SharedState& shared_;
  SegmentPlan plan_;
  double norm_share_ = 1;
  bool counted_ = false;                                  // something of this segment
  std::vector<std::array<double, kWindowParts>> bounds_;  // by phrase
};

// The rarest over all segments: bigram by bigram, as no segment knows it alone.
uint64_t FrequencyOf(std::span<const SegmentView> segments, std::span<const uint32_t> characters) {
  std::vector<uint64_t> frequencies(std::max<size_t>(1, characters.size() - 1));
  for (const SegmentView& view : segments) AddFrequencies(*view.segment, characters, frequencies);
  return *std::min_element(frequencies.begin(), frequencies.end());
}

ScoringStats StatsOf(std::span<const SegmentView> segments, const std::vector<QueryPhrase>& phrases) {
  ScoringStats stats;
  uint64_t length = 0;
  for (const SegmentView& view : segments) {
    stats.documents += view.segment->Documents() - view.deleted_count;
    length += view.live_length;
  }
  if (stats.documents > 0) stats.average_length = static_cast<double>(length) / static_cast<double>(stats.documents);
  for (const QueryPhrase& phrase : phrases) {
    stats.frequencies.push_back(FrequencyOf(segments, PhraseTextOf(*phrase.query).characters));
  }
  return stats;
}

// The order in which the first hits are most likely found first.
std::vector<const SegmentView*> InOrder(std::span<const SegmentView> segments, SortOrder order) {
  std::vector<const SegmentView*> ordered;
  for (const SegmentView& view : segments) ordered.push_back(&view);
  const auto key = [order](const SegmentView* view) {
    const NumberColumn& dates = view->segment->Numbers(Column::kDate);
    if (order == SortOrder::kNewest) return -dates.Maximum();
    if (order == SortOrder::kOldest) return dates.Minimum();
    return -static_cast<int64_t>(view->segment->Documents());
  };
  std::stable_sort(ordered.begin(), ordered.end(),
                   [&](const SegmentView* a, const SegmentView* b) { return key(a) < key(b); });
  return ordered;
}

}  // namespace

Words PresentIn(const SegmentView& view, const DocumentRange& range, uint32_t window) {
  const uint32_t start = window * kWindowDocs;
  const auto inside = [start](uint32_t document) { return std::clamp(document, start, start + kWindowDocs) - start; };
  Words words = Range(inside(range.begin), inside(range.end));
  if (view.deleted_count > 0) {
    const size_t first = size_t{window} * kWindowWords;
    for (size_t i = 0; i < kWindowWords && first + i < view.deleted->size(); ++i)
      words[i] &= ~(*view.deleted)[first + i];
  }
  return words;
}

std::vector<const Segment*> PointersTo(std::span<const SegmentView> segments) {
  std::vector<const Segment*> pointers;
  for (const SegmentView& view : segments) pointers.push_back(view.segment.get());
  return pointers;
}

absl::StatusOr<IndexAnswer> SearchSegments(std::span<const SegmentView> segments, const IndexSearch& search,
                                           OrdinalCache& ordinals) {
  IndexAnswer answer;
  const std::vector<QueryPhrase> phrases = PhrasesOf(search.query);
  answer.stats = search.stats ? *search.stats : StatsOf(segments, phrases);
  answer.stats.frequencies.resize(phrases.size());
  const Scorer scorer(answer.stats);
  TopHits top(search.order, search.limit, search.after);
  uint64_t matches = 0;
  std::vector<FacetColumn> facets(search.facets.begin(), search.facets.end());
  SharedState shared{search, scorer, phrases, top, matches, facets};
  for (const SegmentView* view : InOrder(segments, search.order)) {
    if (shared.Cancelled()) return absl::CancelledError("the search was cancelled");
    if (absl::Status status = SegmentSearch(*view, shared).Run(); !status.ok()) return status;
    if (search.limit == 0 && shared.CountedEnough()) break;
  }
  // What was matching when it was cancelled may have left matches out.
  if (shared.Cancelled()) return absl::CancelledError("the search was cancelled");
  answer.hits = top.Take();
  SetTotal(search, matches, answer);
  const std::vector<const Segment*> pointers = PointersTo(segments);
  for (size_t i = 0; i < facets.size(); ++i) {
    const size_t limit = FacetLimit(search, search.facets[i]);
    auto counts = facets[i].Finish(pointers, ordinals, limit, search.cancelled);
    if (!counts.ok()) return counts.status();
    answer.facets.push_back(*std::move(counts));
  }
  return answer;
}

}  // namespace broadsheet::query
