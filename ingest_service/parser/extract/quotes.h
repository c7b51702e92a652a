// What the text quotes or reports, and whose words they are.
#pragma once

#include <vector>

#include "broadsheet/record/v1/record.pb.h"
#include "ingest_service/parser/extract/analysis.h"
#include "ingest_service/parser/extract/attributions.h"

namespace broadsheet::ingest {

// Adds Record.quotes. Marks around a term or a title
// (“三农”) are no quote: it takes a cue beside it, or a sentence inside.
void ExtractQuotes(const Analysis& analysis, const std::vector<Attribution>& attributions, record::v1::Record& record);

}  // namespace broadsheet::ingest
