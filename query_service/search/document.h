// What the index keeps of a record.
#pragma once

#include "broadsheet/record/v1/record.pb.h"
#include "query_service/index/record_index.h"

namespace broadsheet::query {

// The record's texts folded and its columns. A value that a column would have
// twice is there once. `record.name` is well-formed.
IndexDocument MakeDocument(DocId id, const record::v1::Record& record);

}  // namespace broadsheet::query
