// The AIP-160 filter language (google.aip.dev/160).
#pragma once

#include <cstddef>
#include <string_view>

#include "absl/status/statusor.h"
#include "query_service/index/query.h"

namespace broadsheet::query {

inline constexpr size_t kMaxFilterBytes = 64 * 1024;
inline constexpr size_t kMaxFilterTerms = 1024;
inline constexpr int kMaxFilterDepth = 64;  // of parentheses

// The tree of a filter; an empty one is kAll. The whole grammar of AIP-160:
// AND, a space (the same), OR (binds tighter than both), NOT and -, the
// comparators, `:` (has), traversal by dots, parentheses, also around several
// values of one field: kind:(PHOTO OR NOTICE). A value alone is looked for in
// the text; and, or, not, && and || are refused there, unless they are quoted.
// There are no functions.
//
// Errors: INVALID_ARGUMENT, reason BAD_FILTER, metadata.position.
absl::StatusOr<Filter> ParseFilter(std::string_view filter);

}  // namespace broadsheet::query
