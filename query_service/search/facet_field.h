// The fields that records are counted by, under the names that requests use.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "query_service/index/aggregation.h"

namespace broadsheet::query {

// INVALID_ARGUMENT, BAD_FIELD for `request_field` if `name` is none of them.
absl::StatusOr<GroupKey> FacetField(std::string_view request_field, std::string_view name);

// The name that requests use for it.
std::string_view FacetFieldName(const GroupKey& key);

// A value as answers show it: kinds by name, dates as FormatDay has them.
std::string FacetText(const GroupKey& key, const GroupValue& value);

}  // namespace broadsheet::query
