// Dates that a text names, resolved against the issue's day.
#pragma once

#include "broadsheet/record/v1/record.pb.h"
#include "ingest_service/parser/extract/analysis.h"

namespace broadsheet::ingest {

// Adds Record.dates. Dates that need the issue's day stay without one if it is
// not set.
void ExtractDates(const Analysis& analysis, const record::v1::Date& issue_date, record::v1::Record& record);

}  // namespace broadsheet::ingest
