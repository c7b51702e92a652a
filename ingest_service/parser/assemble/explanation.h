// How a record was put together, for ExplainRecord.
#pragma once

#include <vector>

#include "ingest_service/parser/analyze/analyze.h"
#include "ingest_service/parser/assemble/upload_places.h"
#include "ingest_service/parser/parsed_issue.h"

namespace broadsheet::ingest {

// The pieces of a body and what spoke for each join.
Explanation ExplainBody(const std::vector<Link>& body, const AnalyzedText& analyzed, const UploadPlaces& places);

// Gives each removed repetition to the record that holds what it repeats.
void NoteRemovals(ParsedIssue& issue);

}  // namespace broadsheet::ingest
