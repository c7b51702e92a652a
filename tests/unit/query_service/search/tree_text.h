// Trees of queries and filters as text, for tests to compare.
#pragma once

#include <string>

#include "query_service/index/query.h"

namespace broadsheet::query {

// E.g. and(headline:"a" not("b") near/7("c" "d")). Default fields have no name.
std::string TreeText(const TextQuery& query);

// E.g. and(page>=3 or(section="x" reporters^"y")): = equals, ^ starts,
// $ ends, ~ contains, ? present.
std::string TreeText(const Filter& filter);

}  // namespace broadsheet::query
