// What a restored text says: who speaks, who wrote it, what it lists, quotes
// and names.
#pragma once

#include "broadsheet/record/v1/record.pb.h"

namespace broadsheet::ingest {

class Lexicon;

struct ExtractContext {
  const Lexicon& lexicon;
  // The issue's day; not set: relative dates stay unresolved.
  record::v1::Date issue_date;
};

// Fills the fields of a record whose headline, speaker line, paragraphs and
// byline credits are set: the speaker's titles, in-text credits, dateline,
// enumerations, quotes, persons, organisations, places, dates, keywords and
// language. Of texts in Latin script no speaker's titles, enumerations and
// keywords. Linear in the text's length; any text is safe.
void Extract(const ExtractContext& context, record::v1::Record& record);

}  // namespace broadsheet::ingest
