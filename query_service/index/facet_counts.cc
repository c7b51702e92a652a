#include "query_service/index/facet_counts.h"

#include <algorithm>
#include <utility>

namespace broadsheet::query {
namespace {

bool IsBefore(const FacetCount& a, const FacetCount& b) {
  return a.count != b.count ? a.count > b.count : a.value < b.value;
}

}  // namespace

void MostFrequent::Add(const std::string& value, uint64_t count) {
  ++kept_.distinct;
  std::vector<FacetCount>& values = kept_.values;
  if (values.size() == limit_) {
    if (limit_ == 0 || count < values.front().count) return;
    FacetCount added{value, count};
    if (!IsBefore(added, values.front())) return;
    std::pop_heap(values.begin(), values.end(), IsBefore);
    values.back() = std::move(added);
  } else {
    values.push_back({value, count});
  }
  std::push_heap(values.begin(), values.end(), IsBefore);
}

FacetCounts MostFrequent::Take() {
  std::sort_heap(kept_.values.begin(), kept_.values.end(), IsBefore);
  return std::exchange(kept_, {});
}

void SetTotal(const IndexSearch& search, uint64_t matches, IndexAnswer& answer) {
  if (!search.count) return;
  answer.total_exact = search.max_count == 0 || matches <= search.max_count;
  answer.total = answer.total_exact ? matches : search.max_count;
}

}  // namespace broadsheet::query
