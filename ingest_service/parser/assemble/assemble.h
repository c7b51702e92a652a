// Stitched pieces as records, with the account of the upload's bytes.
#pragma once

#include <cstddef>

#include "ingest_service/parser/analyze/analyze.h"
#include "ingest_service/parser/parsed_issue.h"
#include "ingest_service/parser/stitch/stitch.h"
#include "ingest_service/parser/text/decode.h"

namespace broadsheet::ingest {

// Fills everything of `issue` but what extraction finds in the records' text.
// Records are in the order of their first byte.
void Assemble(const DecodedText& decoded, size_t upload_size, const AnalyzedText& analyzed, const Stitching& stitching,
              ParsedIssue& issue);

}  // namespace broadsheet::ingest
