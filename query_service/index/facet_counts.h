// From what was counted to what an answer says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "query_service/index/record_index.h"

namespace broadsheet::query {

// The most frequent values, as FacetCounts orders them.
class MostFrequent {
 public:
  explicit MostFrequent(size_t limit) : limit_(limit) {}
  // Each value once, with how many have it, not 0.
  void Add(const std::string& value, uint64_t count);
  // Leaves nothing behind.
  FacetCounts Take();

 private:
  size_t limit_;
  FacetCounts kept_;  // its values are a heap with the last one on top
};

// Sets an answer's total as `search` wants it.
void SetTotal(const IndexSearch& search, uint64_t matches, IndexAnswer& answer);

}  // namespace broadsheet::query
