// Lists inside running text: 一是…；二是…；三是….
#pragma once

#include "broadsheet/record/v1/record.pb.h"
#include "ingest_service/parser/extract/analysis.h"

namespace broadsheet::ingest {

// Adds Record.enumerations. What a list is follows from the verb that governs
// it (建议 proposes, 问题 lists what is wrong), then from what its items say.
// Needs Analysis.persons.
void ExtractEnumerations(const Analysis& analysis, record::v1::Record& record);

// A list without a speaker that stands in a quote is its speaker's. Needs
// Record.quotes.
void GiveQuotedListsTheirSpeakers(record::v1::Record& record);

}  // namespace broadsheet::ingest
