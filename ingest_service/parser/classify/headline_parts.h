// Tells the lines of one headline apart: kicker, main lines, deck.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest_service/parser/classify/label.h"
#include "ingest_service/parser/text/split.h"

namespace broadsheet::ingest {

class LanguageModel;

// Evidence about the first of several lines of a headline: it may be a kicker,
// or the headline's first part.
enum KickerClue : size_t {
  kKickerAlways,        // 1
  kSeveralLinesFollow,  // two or more main lines stand under it
  kUneven,              // characters beyond 4 that it differs in from the next line, at most 10, as a share of 10
  kEven,                // no more than 4
  kKickerGoesOn,        // how well the next line goes on after it, in nats
  kKickerClause,        // stands as a whole clause in the page's text
  kKickerLongClause,    // so, with 8 characters or more
  kKickerShort,         // fewer than 8 characters
  kKickerLeans,         // ends with a word that asks for more
  kKickerClauses,       // spaces between clauses, ：, ｜ in it
  kNextOpensTitle,      // the next line opens as headlines do: 【, or a topic and ：
  kKickerInLead,        // share of its pairs of characters in the text's beginning
  kNextInLead,          // the next line's share
  kKickerClues,
};
using KickerClues = std::array<double, kKickerClues>;
extern const KickerClues kKickerWeights;  // kicker_weights.inc

// The lines that were judged, by unit.
using KickerLog = std::vector<std::pair<size_t, KickerClues>>;

struct HeadlineLines {
  const std::vector<TextUnit>& units;
  size_t first, last;            // the lines, without speaker and byline
  size_t page_first, page_last;  // the units of their page
  const LanguageModel& model;
  KickerLog* log;  // may be null
};

// Labels the lines of one headline as kColumn, kKicker, kTitle or kDeck; at
// least one becomes kTitle.
void LabelHeadlineParts(const HeadlineLines& lines, std::vector<Label>& labels);

// ——…: the line of a deck.
bool IsDeckLine(std::string_view line);

// The name of a column, or of a kind of comment, that stands over a headline.
bool IsColumnLine(std::string_view line);

}  // namespace broadsheet::ingest
