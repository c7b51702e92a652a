// Dates that a text in Latin script names.
#pragma once

#include <vector>

#include "ingest_service/parser/latin/date_patterns.h"
#include "ingest_service/parser/latin/text.h"
#include "ingest_service/parser/latin/vocabulary.h"

namespace broadsheet::ingest::latin {

// Adds Record.dates, resolved against the issue's day where that is set and they
// need it, and returns where they stand, in the order of the text. A weekday
// alone is the nearest one up to the issue's day; in a sentence that speaks of
// what is to come, the nearest from it on. What somebody is said to have said on
// a day (said on Monday) is past in any sentence.
std::vector<ByteSpan> ExtractDates(const Body& body, const DatePatterns& patterns, const Vocabulary& vocabulary,
                                   const record::v1::Date& issue, record::v1::Record& record);

}  // namespace broadsheet::ingest::latin
