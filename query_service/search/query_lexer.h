// The words and operators of a text query (query_parser.h has the language).
#pragma once

#include <string_view>
#include <vector>

#include "query_service/index/query.h"

namespace broadsheet::query {

// One word, phrase or operator. Views point into the query.
struct QueryToken {
  enum class Kind {
    kWord,    // text between spaces
    kPhrase,  // text between quotation marks
    kOpen,    // ( with its partner
    kClose,   // ) with its partner
    kField,   // a field's prefix, without the colon
    kNot,     // - or NOT
    kOr,      // OR
    kAnd,     // AND
    kNear,    // NEAR or NEAR/n
  };
  Kind kind = Kind::kWord;
  std::string_view text;
  bool prefix = false;   // kWord, kPhrase: a * stood behind it
  FieldMask fields = 0;  // kField
  int distance = 0;      // kNear: characters between two operands
};

// Never fails: marks without a partner are left out.
std::vector<QueryToken> LexQuery(std::string_view query);

// What NEAR means without a number, and the largest number.
inline constexpr int kDefaultNearDistance = 10;
inline constexpr int kMaxNearDistance = 1000;

}  // namespace broadsheet::query
