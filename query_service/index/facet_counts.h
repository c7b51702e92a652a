// From what was counted to what an answer says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "query_service/index/record_index.h"

namespace broadsheet::query {

using ValueCounts = std::unordered_map<std::string, uint64_t>;

// The `limit` most frequent values, as FacetCounts orders them.
FacetCounts MostFrequent(ValueCounts counts, size_t limit);

// Sets an answer's total and facets as `search` wants them; `facets` are counts
// over all matches.
void SetCounts(const IndexSearch& search, uint64_t matches, std::vector<ValueCounts> facets, IndexAnswer& answer);

}  // namespace broadsheet::query
