// The organisations that a text names.
#pragma once

#include "ingest_service/parser/extract/analysis.h"

namespace broadsheet::ingest {

// Fills Analysis.organizations: bodies of the lexicon, and words that end as
// bodies do (集团, 大学, 局) with what stands before them. Persons are to be
// found first.
void FindOrganizations(Analysis& analysis);

}  // namespace broadsheet::ingest
