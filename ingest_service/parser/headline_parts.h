// Tells the lines of one headline apart: kicker, main lines, deck.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "ingest_service/parser/label.h"
#include "ingest_service/parser/split.h"

namespace broadsheet::ingest {

class LanguageModel;

// Labels units [first, last), the lines of one headline without speaker and
// byline, as kColumn, kKicker, kTitle or kDeck; at least one becomes kTitle.
// [page_first, page_last) are the units of its page.
void LabelHeadlineParts(const std::vector<TextUnit>& units, size_t first, size_t last, size_t page_first,
                        size_t page_last, const LanguageModel& model, std::vector<Label>& labels);

// 姓名代表： or the like: a person with a function, then a colon.
bool IsSpeakerLine(std::string_view line);

}  // namespace broadsheet::ingest
