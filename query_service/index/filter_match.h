// What it means for a document to pass a filter.
#pragma once

#include <cstdint>
#include <string_view>

#include "query_service/index/query.h"
#include "query_service/index/record_index.h"

namespace broadsheet::query {

// A number column's value under kCompare.
bool Compare(int64_t value, Filter::Op op, int64_t number);

// A folded value of a string column under kEquals, kStarts, kEnds, kContains.
bool CompareText(std::string_view folded, Filter::Kind kind, std::string_view text);

bool Passes(const IndexDocument& document, const Filter& filter);

}  // namespace broadsheet::query
