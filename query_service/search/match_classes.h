// Match classes: how loosely a query's terms are matched, one class after the
// other. broadsheet.query.v1.MatchClass has the contract.
//
// A class is a query like any other: what a record is matched by is in two text
// fields beside the searched ones, so indexes need not know of classes.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "query_service/index/query.h"

namespace broadsheet::query {

// A value of TextField::kVerbatim that each record has which has any.
inline constexpr std::string_view kVerbatimMark = "\uE000";

enum class MatchClass { kExact = 1, kScriptFolded = 2, kPinyin = 3, kOneEdit = 4 };  // as in the proto

// A term that may be spelled or typed differently costs hundreds of look-ups.
inline constexpr size_t kMaxSpelledTerms = 16;

struct ClassQuery {
  MatchClass match_class = MatchClass::kExact;
  TextQuery query;  // finds the records of this class alone
};

// Whether some record has this phrase of TextField::kSpelling.
using SpellingExists = std::function<absl::StatusOr<bool>(const std::string& phrase)>;

// The query of each class of `allowed`, kExact first whether it is there or not:
// its terms may be matched as this class allows or an earlier one of the list,
// and no earlier one finds the record. Terms below a NOT or a NEAR are matched
// after folding in every class, those of a named field by kScriptFolded's rule.
// INVALID_ARGUMENT, reason QUERY_TOO_LARGE: more than kMaxSpelledTerms terms
// where kPinyin or kOneEdit is allowed.
absl::StatusOr<std::vector<ClassQuery>> ClassQueries(const TextQuery& query, const std::vector<MatchClass>& allowed,
                                                     const SpellingExists& exists);

}  // namespace broadsheet::query
