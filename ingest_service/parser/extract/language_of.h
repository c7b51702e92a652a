// Which language a record's text is in.
#pragma once

#include <string>

#include "ingest_service/parser/extract/analysis.h"

namespace broadsheet::ingest {

// As Record.language: zh-Hans, zh-Hant, the language of a profile, or und.
std::string LanguageOf(const Analysis& analysis);

}  // namespace broadsheet::ingest
