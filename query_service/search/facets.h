// Facets by the names that requests use.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "broadsheet/query/v1/query_service.pb.h"
#include "query_service/index/record_index.h"

namespace broadsheet::query {

inline constexpr size_t kMaxFacets = 8;
inline constexpr size_t kMaxFacetValues = 100;

// One facet asked for.
struct FacetPlan {
  std::string name;
  GroupKey key;
};

// INVALID_ARGUMENT, BAD_FIELD: more than kMaxFacets, an unknown one.
absl::StatusOr<std::vector<FacetPlan>> PlanFacets(const google::protobuf::RepeatedPtrField<std::string>& names);

// The columns to count.
std::vector<Column> ColumnsOf(const std::vector<FacetPlan>& plans);

// The facet of a plan from the counts of its column. Dates are in order, the
// latest kMaxFacetValues; records without a date are not counted.
v1::Facet MakeFacet(const FacetPlan& plan, const FacetCounts& counts);

}  // namespace broadsheet::query
