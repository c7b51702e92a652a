// Who signs a record in its text: datelines, leads and tails.
#pragma once

#include <vector>

#include "broadsheet/record/v1/record.pb.h"
#include "ingest_service/parser/extract/paragraph_text.h"

namespace broadsheet::ingest {

// Sets Record.dateline and adds the credits that the first and the last
// paragraphs print. Dates are resolved against `issue_date`, if it is set.
void ExtractSignatures(const record::v1::Date& issue_date, record::v1::Record& record);

}  // namespace broadsheet::ingest
