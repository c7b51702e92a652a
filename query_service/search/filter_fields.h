// What a filter can ask of each field, and the Filter nodes that ask it.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "query_service/index/query.h"

namespace broadsheet::query {

// The right side of a restriction, from one token or several joined by dots.
struct FilterValue {
  std::string text;  // without the wildcards
  bool star_before = false;
  bool star_after = false;
  size_t position = 0;  // byte in the filter
};

// `path comparator value`, e.g. speaker.name = "…". BAD_FILTER at
// field_position for an unknown field, at comparator_position for a comparison
// that the field does not have, at value.position for a value of another type.
absl::StatusOr<Filter> MakeRestriction(std::string_view path, size_t field_position, std::string_view comparator,
                                       size_t comparator_position, const FilterValue& value);

// A value that stands alone: one of the default text fields contains it.
Filter MakeLiteral(const FilterValue& value);

}  // namespace broadsheet::query
