// How much text of a document an index takes.
#pragma once

#include <cstddef>

#include "query_service/index/record_index.h"

namespace broadsheet::query {

// Of one field: the bytes of its values, one more for each. Positions in the
// four default fields together fit 26 bits so.
inline constexpr size_t kMaximumFieldBytes = (size_t{1} << 24) - 1;

// Leaves of each field what stands within the first `bytes`, cut at a
// character; whether that is less than there was.
bool CutText(IndexDocument& document, size_t bytes);

}  // namespace broadsheet::query
