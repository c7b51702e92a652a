// What a record is about.
#pragma once

#include <string>

#include "broadsheet/record/v1/record.pb.h"
#include "ingest_service/parser/extract/analysis.h"

namespace broadsheet::ingest {

// Sets Record.keywords: the nouns that it says more often than the language
// does, most telling first; words of the headline count more.
void ExtractKeywords(const Analysis& analysis, const Lexicon& lexicon, record::v1::Record& record);

}  // namespace broadsheet::ingest
