// What speaks for a line of its own being a headline, and how much.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest_service/parser/classify/label.h"
#include "ingest_service/parser/classify/page_terms.h"
#include "ingest_service/parser/text/split.h"

namespace broadsheet::ingest {

class LanguageModel;

// Evidence about one line that stands alone, with no byline under it: it may be
// a headline, a subhead, or a scrap of text that a column's end cut off.
enum HeadlineClue : size_t {
  kAlways,            // 1
  kDatelineNext,      // the text behind it opens with a dateline
  kNothingBefore,     // no text stands before it: the page begins, or a photo ended
  kBehindHead,        // a headline stands before it, with no text between
  kTextBeforeOpen,    // the text before it stops in mid-sentence
  kTextBeforeSigned,  // the text before it ends with a signature or （完）
  kUnpaired,          // a quotation mark or bracket lacks its other half
  kTitleMarks,        // spaces between clauses, ：, ｜, 【
  kCommas,            // a comma inside
  kQuestion,          // ends with ？ or ！
  kShort,             // characters short of 8, as a share of them
  kLong,              // characters beyond 20, as a share of 20
  kClauseOfText,      // stands as a whole clause in the text behind it
  kSharedWithText,    // share of its pairs of characters in the text behind it
  kTextIsNew,         // share of the terms behind it that no earlier text has
  kGoesOnBefore,      // how well it goes on after an open text before it, in nats
  kGoesIntoNext,      // how well the text behind it goes on after it, in nats
  kNoTextNext,        // no text follows
  kTextIsScrap,       // the text behind it begins or ends in mid-sentence
  kDigits,            // share of digits and Latin letters
  kFunctionEnd,       // ends with a word that asks for more (的, 在, 和)
  kFunctionStart,     // begins with a word that leans on what stands before
  kSignedPage,        // share of the page's headlines that have a byline
  kUnheadedText,      // log of the page's characters for each headline that is certain, from 600
  kNextOpensText,     // how the text behind it begins: as paragraphs do, in nats
  kOpensText,         // how the line itself begins
  kHeadlineClues,
};

using HeadlineClues = std::array<double, kHeadlineClues>;

// Evidence about the first of several lines of a headline: it may be a kicker,
// or the headline's first part.
enum KickerClue : size_t {
  kKickerAlways,        // 1
  kSeveralLinesFollow,  // two or more main lines stand under it
  kUneven,              // characters beyond 4 that it differs in from the next line, at most 10, as a share of 10
  kEven,                // no more than 4
  kKickerGoesOn,        // how well the next line goes on after it, in nats
  kKickerClause,        // stands as a whole clause in the page's text
  kKickerShort,         // fewer than 8 characters
  kKickerLeans,         // ends with a word that asks for more
  kKickerClauses,       // spaces between clauses, ：, ｜ in it
  kNextOpensTitle,      // the next line opens as headlines do: 【, or a topic and ：
  kKickerInLead,        // share of its pairs of characters in the text's beginning
  kNextInLead,          // the next line's share
  kKickerClues,
};
using KickerClues = std::array<double, kKickerClues>;

// The lines that were judged, with their clues: what the weights are fitted to.
struct ClueLog {
  std::vector<std::pair<size_t, HeadlineClues>> lone_lines;  // unit and clues
  std::vector<std::pair<size_t, KickerClues>> first_lines;
};

extern const HeadlineClues kHeadlineWeights;  // headline_weights.inc
extern const KickerClues kKickerWeights;      // kicker_weights.inc

struct HeadlineContext {
  const std::vector<TextUnit>& units;
  const std::vector<Label>& labels;  // final before the line
  const PageTerms& terms;
  const LanguageModel& model;
  double signed_share = 0;
  double unheaded_text = 0;
};

HeadlineClues CluesOf(const HeadlineContext& context, size_t unit);

// Log-odds that the line is a headline.
double HeadlineScore(const HeadlineClues& clues);

// How well `after` goes on behind `before`, in nats; 0: the model cannot say.
double HeadlineContinuation(const LanguageModel& model, std::string_view before, std::string_view after);

// 新华社北京3月5日电, 本报讯, at the start of a text.
bool OpensWithDateline(std::string_view text);

// Holds marks that a headline divides its clauses with: a space, ：, ｜, 【.
bool HasTitleMarks(std::string_view text);

// The text ends with a word that asks for more (的, 在, 和).
bool LeansForward(std::string_view text);

// The phrase stands in the text between two marks of punctuation.
bool IsClauseOf(std::string_view phrase, std::string_view text);

}  // namespace broadsheet::ingest
