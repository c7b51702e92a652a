#include "query_service/index/facet_counts.h"

#include <algorithm>
#include <utility>

namespace broadsheet::query {

FacetCounts MostFrequent(ValueCounts counts, size_t limit) {
  FacetCounts facet;
  facet.distinct = counts.size();
  facet.values.reserve(counts.size());
  for (auto& [value, count] : counts) facet.values.push_back({value, count});
  const auto middle = facet.values.begin() + static_cast<ptrdiff_t>(std::min(limit, facet.values.size()));
  std::partial_sort(facet.values.begin(), middle, facet.values.end(), [](const FacetCount& a, const FacetCount& b) {
    return a.count != b.count ? a.count > b.count : a.value < b.value;
  });
  facet.values.erase(middle, facet.values.end());
  return facet;
}

void SetCounts(const IndexSearch& search, uint64_t matches, std::vector<ValueCounts> facets, IndexAnswer& answer) {
  if (search.count) {
    answer.total_exact = search.max_count == 0 || matches <= search.max_count;
    answer.total = answer.total_exact ? matches : search.max_count;
  }
  for (ValueCounts& counts : facets) answer.facets.push_back(MostFrequent(std::move(counts), search.facet_limit));
}

}  // namespace broadsheet::query
