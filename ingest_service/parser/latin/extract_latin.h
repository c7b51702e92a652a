// What a restored text in Latin script says.
#pragma once

#include <string_view>

#include "broadsheet/record/v1/record.pb.h"

namespace broadsheet::ingest {

// Adds the dates, quotes, persons, organisations and places of a record whose
// headline, paragraphs, credits and dateline are set. Names are sought with more
// care for being right than for finding all: it takes something that says what a
// name is. Does nothing for a language that has no LatinWording. Linear in the
// text's length.
void ExtractLatin(std::string_view language, const record::v1::Date& issue_date, record::v1::Record& record);

}  // namespace broadsheet::ingest
