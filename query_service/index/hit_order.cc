#include "query_service/index/hit_order.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace broadsheet::query {

bool ComesBefore(SortOrder order, const IndexHit& a, const IndexHit& b) {
  switch (order) {
    case SortOrder::kRelevance:
      return a.score != b.score ? a.score > b.score : a.id > b.id;
    case SortOrder::kNewest:
      return a.date != b.date ? a.date > b.date : a.id > b.id;
    case SortOrder::kOldest:
      return a.date != b.date ? a.date < b.date : a.id < b.id;
    case SortOrder::kPrinted:
      return std::tie(a.issue, a.ordinal, a.id) < std::tie(b.issue, b.ordinal, b.id);
  }
  return false;
}

TopHits::TopHits(SortOrder order, size_t limit, const std::optional<SearchAfter>& after)
    : order_(order), limit_(limit) {
  if (after) after_ = IndexHit{after->id, after->score, after->date, after->issue, after->ordinal};
}

void TopHits::Add(IndexHit hit) {
  if (limit_ == 0 || (after_ && !ComesBefore(order_, *after_, hit))) return;
  const auto before = [this](const IndexHit& a, const IndexHit& b) { return ComesBefore(order_, a, b); };
  if (Full()) {
    if (!before(hit, hits_.front())) return;
    std::pop_heap(hits_.begin(), hits_.end(), before);
    hits_.pop_back();
  }
  hits_.push_back(std::move(hit));
  std::push_heap(hits_.begin(), hits_.end(), before);
}

std::vector<IndexHit> TopHits::Take() {
  std::sort(hits_.begin(), hits_.end(),
            [this](const IndexHit& a, const IndexHit& b) { return ComesBefore(order_, a, b); });
  return std::exchange(hits_, {});
}

}  // namespace broadsheet::query
