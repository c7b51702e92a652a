// From counts by value to a facet.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>

#include "query_service/index/record_index.h"

namespace broadsheet::query {

using ValueCounts = std::unordered_map<std::string, uint64_t>;

// The `limit` most frequent values, as FacetCounts orders them.
FacetCounts MostFrequent(ValueCounts counts, size_t limit);

}  // namespace broadsheet::query
