// Interviews: paragraphs that open with whose words they are.
#pragma once

#include "broadsheet/record/v1/record.pb.h"
#include "ingest_service/parser/extract/analysis.h"

namespace broadsheet::ingest {

// Adds what is answered (答：…, 罗书云：…) as quotes, if the record is an
// interview: some of its paragraphs ask (问：, 记者：) and some answer. An answer
// runs up to the next paragraph that opens so. The answer of 答 is that of the
// only person whom the headline names.
void ExtractAnswers(const Analysis& analysis, record::v1::Record& record);

}  // namespace broadsheet::ingest
