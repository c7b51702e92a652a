// Filters as conditions on a segment's columns.
#pragma once

#include "query_service/index/query.h"
#include "query_service/index/segments/node.h"
#include "query_service/index/segments/segment.h"
#include "query_service/index/segments/value_filters.h"

namespace broadsheet::query {

// All documents in [begin, end).
NodePtr MakeRange(uint32_t begin, uint32_t end);

// One that compares a column: kCompare, kEquals, kStarts, kEnds, kContains,
// kPresent. `values` are those of a filter that it is a part of. `segment`
// outlives it.
NodePtr MakeColumnFilter(const Segment& segment, const Filter& filter, ValueFilters& values);

// The documents whose date passes; a range, as they are in the order of dates.
struct DocumentRange {
  uint32_t begin, end;
};
DocumentRange RangeOfDates(const Segment& segment, Filter::Op op, int64_t date);

}  // namespace broadsheet::query
