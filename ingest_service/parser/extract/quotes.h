// What the text quotes or reports, and whose words they are.
#pragma once

#include "broadsheet/record/v1/record.pb.h"
#include "ingest_service/parser/extract/analysis.h"

namespace broadsheet::ingest {

// Adds Record.quotes. Needs Analysis.persons. Marks around a term or a title
// (“三农”) are no quote: it takes a cue beside it, or a sentence inside.
void ExtractQuotes(const Analysis& analysis, record::v1::Record& record);

}  // namespace broadsheet::ingest
