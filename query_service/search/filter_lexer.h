// The tokens of an AIP-160 filter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace broadsheet::query {

struct FilterToken {
  enum class Kind { kText, kString, kComparator, kOpen, kClose, kComma, kDot, kEnd };
  Kind kind = Kind::kEnd;
  // kText as written; kString without quotation marks, its escapes resolved;
  // kComparator its sign.
  std::string text;
  // kText, kString: an unescaped * stood there; it is not in `text`.
  bool star_before = false;
  bool star_after = false;
  size_t position = 0;        // byte in the filter
  bool space_before = false;  // white space stands before it
};

// INVALID_ARGUMENT, BAD_FILTER with metadata.position.
absl::Status FilterError(size_t position, std::string_view message);

// The tokens of a filter, kEnd last. Strings stand between " or '; in them and
// in text, a backslash takes the special meaning from " ' \ and *, and \n \r \t
// are control characters. BAD_FILTER: a string that does not end, an unknown
// escape.
absl::StatusOr<std::vector<FilterToken>> LexFilter(std::string_view filter);

}  // namespace broadsheet::query
