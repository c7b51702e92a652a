#include "query_service/index/facet_counts.h"

namespace broadsheet::query {

size_t FacetLimit(const IndexSearch& search, Column column) {
  return column == Column::kDate ? SIZE_MAX : search.facet_limit;
}

void SetTotal(const IndexSearch& search, uint64_t matches, IndexAnswer& answer) {
  if (!search.count) return;
  answer.total_exact = search.max_count == 0 || matches <= search.max_count;
  answer.total = answer.total_exact ? matches : search.max_count;
}

}  // namespace broadsheet::query
