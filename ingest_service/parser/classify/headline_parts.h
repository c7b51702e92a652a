// Tells the lines of one headline apart: kicker, main lines, deck.
#pragma once

#include <cstddef>
#include <vector>

#include "ingest_service/parser/classify/headline_evidence.h"
#include "ingest_service/parser/classify/label.h"
#include "ingest_service/parser/text/split.h"

namespace broadsheet::ingest {

class LanguageModel;

struct HeadlineLines {
  const std::vector<TextUnit>& units;
  size_t first, last;            // the lines, without speaker and byline
  size_t page_first, page_last;  // the units of their page
  const LanguageModel& model;
  ClueLog* log;  // may be null
};

// Labels the lines of one headline as kColumn, kKicker, kTitle or kDeck; at
// least one becomes kTitle.
void LabelHeadlineParts(const HeadlineLines& lines, std::vector<Label>& labels);

}  // namespace broadsheet::ingest
