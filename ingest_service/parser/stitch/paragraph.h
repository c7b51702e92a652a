// Whether a piece goes on inside the paragraph that its article has reached, or
// begins the next one.
#pragma once

#include <array>
#include <cstddef>

#include "ingest_service/parser/stitch/clue.h"
#include "ingest_service/parser/stitch/piece.h"

namespace broadsheet::ingest {

// Every clue is a number; its weight times the number is added to the log-odds
// that the piece goes on inside. Names and weights: kParagraphWeights.
enum class ParagraphClue : int {
  // The piece stands right below the one before it, which ends so.
  kBelowStop,
  kBelowOpen,
  kBelowComma,
  kBelowColon,
  kBelowTitle,
  // Other pieces stand between them: a column had ended there.
  kApartStop,
  kApartOpen,
  kApartComma,
  kApartColon,
  kApartTitle,
  // The piece before looks like a heading inside the article.
  kBelowSubhead,
  kApartSubhead,
  // ParagraphOpening of the piece, behind such an ending.
  kOpeningAfterStop,
  kOpeningAfterOpen,
  kOpeningAfterComma,
  kOpeningAfterColon,
  kOpeningAfterTitle,
  kModelBelow,  // the language model across the seam
  kModelApart,
  // Right below a piece of so many characters that no mark ends.
  kBelowLine,      // up to 24
  kBelowText,      // more than 48
  kBelowSentence,  // one that holds a whole sentence or clause
  kBrokenStart,    // begins with a mark that can begin no paragraph
  kClosesQuote,    // begins with the closing mark of what the piece before opened
  kUnit,           // a number before, what is counted behind it
  kEchoes,         // says again what the short line before says: that is a heading
  kCount,
};

inline constexpr size_t kParagraphClueCount = static_cast<size_t>(ParagraphClue::kCount);
using ParagraphClues = std::array<float, kParagraphClueCount>;
extern const std::array<WeightedClue, kParagraphClueCount> kParagraphWeights;

struct Junction {
  const Piece& before;
  bool subhead;  // `before` looks like a heading inside the article
  const Piece& piece;
  bool below;           // right below `before`
  double continuation;  // LanguageModel::Continuation of the two; used where no mark ends `before`
};

ParagraphClues ReadParagraphClues(const Junction& junction);

// In nats. Positive: the piece goes on inside the paragraph.
double LogOddsInside(const ParagraphClues& clues);

}  // namespace broadsheet::ingest
