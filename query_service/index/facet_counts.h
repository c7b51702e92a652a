// From what was counted to what an answer says.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "query_service/index/record_index.h"

namespace broadsheet::query {

// The most frequent values, as FacetCounts orders them. `Value` is a value, or what
// is ordered as values are.
template <typename Value>
class MostFrequent {
 public:
  struct Counted {
    Value value;
    uint64_t count;
  };

  explicit MostFrequent(size_t limit) : limit_(limit) {}

  // Each value once, with how many have it, not 0.
  void Add(const Value& value, uint64_t count) {
    ++distinct_;
    if (kept_.size() == limit_) {
      if (limit_ == 0 || count < kept_.front().count) return;
      Counted added{value, count};
      if (!IsBefore(added, kept_.front())) return;
      std::pop_heap(kept_.begin(), kept_.end(), IsBefore);
      kept_.back() = std::move(added);
    } else {
      kept_.push_back({value, count});
    }
    std::push_heap(kept_.begin(), kept_.end(), IsBefore);
  }

  // Those kept, as `text_of` calls them; once.
  template <typename TextOf>
  FacetCounts Take(TextOf text_of) {
    std::sort_heap(kept_.begin(), kept_.end(), IsBefore);
    FacetCounts counts;
    counts.distinct = distinct_;
    for (Counted& counted : kept_) counts.values.push_back({text_of(std::move(counted.value)), counted.count});
    return counts;
  }
  FacetCounts Take() {
    return Take([](Value&& value) { return std::move(value); });
  }

 private:
  static bool IsBefore(const Counted& a, const Counted& b) {
    return a.count != b.count ? a.count > b.count : a.value < b.value;
  }

  const size_t limit_;
  uint64_t distinct_ = 0;
  std::vector<Counted> kept_;  // a heap with the last one on top
};

// How many values of a facet an answer has at most.
size_t FacetLimit(const IndexSearch& search, Column column);

// Sets an answer's total as `search` wants it.
void SetTotal(const IndexSearch& search, uint64_t matches, IndexAnswer& answer);

}  // namespace broadsheet::query
