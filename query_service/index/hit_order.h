// The orders of SortOrder, and the best few hits in one of them.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "query_service/index/record_index.h"

namespace broadsheet::query {

// Whether `a` comes before `b`: a strict total order, as ids differ.
bool ComesBefore(SortOrder order, const IndexHit& a, const IndexHit& b);

// Keeps the first `limit` hits that come after the page before.
class TopHits {
 public:
  TopHits(SortOrder order, size_t limit, const std::optional<SearchAfter>& after);

  void Add(IndexHit hit);
  bool Full() const { return hits_.size() >= limit_; }
  // The last of them: what does not come before it has no place. Not empty.
  const IndexHit& Last() const { return hits_.front(); }
  // In order; leaves nothing behind.
  std::vector<IndexHit> Take();

 private:
  SortOrder order_;
  size_t limit_;
  std::optional<IndexHit> after_;
  std::vector<IndexHit> hits_;  // a heap, the last on top
};

}  // namespace broadsheet::query
