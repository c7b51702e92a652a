// A string column of a merged segment.
#pragma once

#include <cstdint>
#include <span>
#include <utility>

#include "query_service/index/query.h"
#include "query_service/index/segments/segment_merger.h"
#include "query_service/index/segments/string_column.h"

namespace broadsheet::query {

// An input's number, and that of one of its documents.
using DocumentSource = std::pair<uint32_t, uint32_t>;

// The column of the documents that `sources` names. Dictionaries are merged as the
// ordered lists they are: memory takes a code for each value, not the values.
StringColumnParts MergeStrings(std::span<const MergeInput> inputs, std::span<const DocumentSource> sources,
                               Column column);

}  // namespace broadsheet::query
