// The text query language: broadsheet.query.v1.QueryService describes it for
// its users; here is what that leaves open.
#pragma once

#include <cstddef>
#include <string_view>

#include "absl/status/statusor.h"
#include "query_service/index/query.h"

namespace broadsheet::query {

inline constexpr size_t kMaxQueryBytes = 64 * 1024;
inline constexpr size_t kMaxQueryTerms = 1024;
inline constexpr int kMaxQueryDepth = 64;  // of groups
// Each is looked for in the lists of all bigrams that begin with it.
inline constexpr size_t kMaxNearCharacters = 8;  // single characters beside a NEAR

// The tree of a query, its text folded. From the strongest:
//   "…", word, word*, field:…, ( … )
//   - or NOT before one of them
//   NEAR, NEAR/n   words and phrases of one value, in any order, with at most
//                  n characters between neighbours (10, at most 1000); the
//                  operator is AND where an operand is anything else
//   OR
//   a space or AND
// An operator without its operand and a mark without its partner are nothing,
// and so is a word of punctuation alone; a query of nothing else is one phrase.
// White space alone is kAll.
//
// The only errors are of size: INVALID_ARGUMENT, reason QUERY_TOO_LARGE, with
// metadata.limit, the limit exceeded.
absl::StatusOr<TextQuery> ParseQuery(std::string_view query);

}  // namespace broadsheet::query
