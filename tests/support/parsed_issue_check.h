// What holds for every issue that the parser returns, whatever it was given.
#pragma once

#include <string>
#include <string_view>

#include "ingest_service/parser/parser.h"

namespace broadsheet::testing {

// The first promise of parser.h and record.proto that the issue breaks, in
// words; empty: none. Entries of the account tile the upload; repetitions equal
// what they repeat; spans, seams and names point into what they belong to, and
// in a UTF-8 upload a span's bytes are its text.
std::string BrokenPromise(std::string_view upload, const ingest::ParsedIssue& issue);

}  // namespace broadsheet::testing
