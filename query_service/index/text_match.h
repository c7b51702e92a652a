// What it means for a text to contain a phrase: the definition that the scan
// follows by looking at the text and the segments by looking up positions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "query_service/index/query.h"
#include "query_service/index/record_index.h"

namespace broadsheet::query {

// Letters and digits of scripts that write words apart: between two of them
// there is no word boundary. (Ideographs, kana and Hangul are none.)
bool IsWordCharacter(char32_t character);

// Whether there is a word boundary before the character at byte `at`.
bool BeginsWord(std::string_view text, size_t at);

// A phrase is present, weighted and plain.
struct Occurrences {
  uint32_t plain = 0;     // how often, over the fields; overlapping ones count
  uint32_t weighted = 0;  // the same, each times its field's weight
};
Occurrences CountOccurrences(const IndexDocument& document, const TextQuery& phrase, FieldMask fields);

// Whether a document matches.
bool Matches(const IndexDocument& document, const TextQuery& query);

// Characters of the default fields.
uint32_t LengthOf(const IndexDocument& document);

}  // namespace broadsheet::query
