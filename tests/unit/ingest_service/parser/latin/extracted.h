// A record in Latin script, extracted as of Tuesday, June 3, 2025.
#pragma once

#include <string>
#include <vector>

#include "ingest_service/parser/latin/extract_latin.h"
#include "ingest_service/parser/text/calendar.h"

namespace broadsheet::ingest::testing {

inline record::v1::Record Extracted(const std::vector<std::string>& paragraphs, const std::string& language = "en",
                                    const record::v1::Date& issue = MakeDate(2025, 6, 3)) {
  record::v1::Record record;
  for (const std::string& text : paragraphs) record.add_paragraphs()->set_text(text);
  ExtractLatin(language, issue, record);
  return record;
}

// The text that a range covers.
inline std::string TextAt(const record::v1::Record& record, const record::v1::TextRange& range) {
  const std::string& text = record.paragraphs(static_cast<int>(range.paragraph())).text();
  return text.substr(range.start(), range.end() - range.start());
}

}  // namespace broadsheet::ingest::testing
