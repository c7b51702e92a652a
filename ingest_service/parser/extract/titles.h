// The posts printed before a name: 全国人大代表、传化集团董事长徐冠巨.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "broadsheet/record/v1/record.pb.h"
#include "ingest_service/parser/extract/analysis.h"
#include "ingest_service/parser/extract/lexicon.h"

namespace broadsheet::ingest {

// One post: characters [from, to), the organisation being [from,
// organization_end).
struct PrintedTitle {
  size_t from = 0, to = 0, organization_end = 0;
};

// The posts that end where the name begins, in printed order. Posts without an
// organisation belong to the one before them (创始人、董事长兼CEO).
std::vector<PrintedTitle> TitlesBefore(std::u32string_view text, size_t name, const Lexicon& lexicon);

// Sets Speaker.titles of a record whose speaker is named, from the first
// mention that has posts before it.
void ExtractSpeakerTitles(const Analysis& analysis, const Lexicon& lexicon, record::v1::Record& record);

}  // namespace broadsheet::ingest
