// The orders that requests can ask for.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "query_service/index/record_index.h"

namespace broadsheet::query {

// SearchRecords: relevance, "date desc", date. Empty: relevance with a query,
// "date desc" without. Spaces do not count. INVALID_ARGUMENT, BAD_FIELD.
absl::StatusOr<SortOrder> SearchOrder(std::string_view order_by, bool has_query);

// ListRecords: "date desc" (also for an empty one), date, ordinal.
absl::StatusOr<SortOrder> ListOrder(std::string_view order_by);

// AggregateRecords: "count desc" (also for an empty one), count, value,
// "value desc".
absl::StatusOr<GroupOrder> OrderOfGroups(std::string_view order_by);

}  // namespace broadsheet::query
