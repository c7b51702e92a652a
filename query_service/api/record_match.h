// Whether a stored record matches, without the index.
#pragma once

#include "broadsheet/record/v1/record.pb.h"
#include "query_service/index/record_index.h"

namespace broadsheet::query {

// What the index has of a version: the beginning of its text, where that is long.
IndexDocument IndexedDocument(DocId doc, const record::v1::Record& record);

// Whether the query and the filter of a search find a document, as the index
// would say.
bool DocumentMatches(const IndexSearch& search, const IndexDocument& document);

}  // namespace broadsheet::query
