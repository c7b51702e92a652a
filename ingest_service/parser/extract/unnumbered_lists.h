// Proposals that no number counts: 建议，A；同时，B；此外，C.
#pragma once

#include <vector>

#include "ingest_service/parser/extract/analysis.h"
#include "ingest_service/parser/extract/attributions.h"

namespace broadsheet::ingest {

// Adds to the record's enumerations what each proposing verb governs, if that
// has several parts: clauses between semicolons, and sentences or paragraphs
// that open with a link (同时, 此外). What a numbered list of the record holds
// already is not taken again.
void ExtractUnnumberedLists(const Analysis& analysis, const std::vector<Attribution>& attributions,
                            record::v1::Record& record);

}  // namespace broadsheet::ingest
