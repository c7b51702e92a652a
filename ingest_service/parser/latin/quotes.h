// What a text in Latin script quotes or reports, and whose words they are.
#pragma once

#include <vector>

#include "ingest_service/parser/latin/attributions.h"
#include "ingest_service/parser/latin/quoted.h"

namespace broadsheet::ingest::latin {

// Adds Record.quotes in the order of the text. Marks around a term are no
// quotation: it takes a speaker, or a sentence inside. The comma that ends quoted
// words before `said` is the paper's.
void WriteQuotes(const Body& body, const std::vector<Quotation>& quotations,
                 const std::vector<Attribution>& attributions, const Vocabulary& vocabulary,
                 record::v1::Record& record);

}  // namespace broadsheet::ingest::latin
