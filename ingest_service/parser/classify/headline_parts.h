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
  kKickerWording,       // TitleWording of it
  kNextWording,         // and of the next line
  kNextClause,          // the next line stands as a whole clause in the page's text
  kKickerClues,
};
using KickerClues = std::array<double, kKickerClues>;
extern const KickerClues kKickerWeights;  // kicker_weights.inc

// Evidence about the last of several lines of a headline: it may be a deck, which
// says what the headline leaves out, or the headline's last part.
enum DeckClue : size_t {
  kDeckAlways,        // 1
  kSeveralLinesOver,  // two or more main lines stand over it
  kDeckLonger,        // characters that it has more than the line over it, at most 10, as a share of 10
  kDeckShorter,       // that it has less
  kDeckEven,          // the two differ in no more than 2
  kDeckGoesOn,        // how well it goes on after the line over it, in nats
  kOverLeans,         // the line over it ends with a word that asks for more
  kDeckClause,        // stands as a whole clause in the page's text
  kDeckLongClause,    // so, with 8 characters or more
  kOverClause,        // the line over it does
  kDeckWording,       // TitleWording of it
  kOverWording,       // and of the line over it
  kDeckDigits,        // share of digits and Latin letters in it
  kDeckCommas,        // commas in it
  kDeckClauses,       // spaces between clauses, ：, ｜ in it
  kOverClauses,       // in the line over it
  kDeckInLead,        // share of its pairs of characters in the text's beginning
  kOverInLead,        // the share of the line over it
  kDeckClues,
};
using DeckClues = std::array<double, kDeckClues>;
extern const DeckClues kDeckWeights;  // deck_weights.inc

// The lines that were judged, by unit.
struct PartsLog {
  std::vector<std::pair<size_t, KickerClues>> kickers;
  std::vector<std::pair<size_t, DeckClues>> decks;
};

struct HeadlineLines {
  const std::vector<TextUnit>& units;
  size_t first, last;            // the lines, without speaker and byline
  size_t page_first, page_last;  // the units of their page
  const LanguageModel& model;
  PartsLog* log;  // may be null
};

// Labels the lines of one headline as kColumn, kKicker, kTitle or kDeck; at
// least one becomes kTitle.
void LabelHeadlineParts(const HeadlineLines& lines, std::vector<Label>& labels);

// ——…: the line of a deck.
bool IsDeckLine(std::string_view line);

// The name of a column, or of a kind of comment, that stands over a headline.
bool IsColumnLine(std::string_view line);

}  // namespace broadsheet::ingest
