#include "ingest_service/parser/stitch/paragraph.h"

#include <algorithm>
#include <cmath>

namespace broadsheet::ingest {
namespace {

constexpr size_t kShortestEcho = 4, kLongestEcho = 32;
constexpr size_t kLongestLine = 24, kShortestText = 48;
constexpr float kMostOpening = 4;
// Nats for a piece right below one that no mark ends. The pages fitted on hardly
// ever set two columns of one article under each other; papers often do.
constexpr double kOneArticle = 0.7;

float& At(ParagraphClues& clues, ParagraphClue id) { return clues[static_cast<size_t>(id)]; }

ParagraphClue Behind(Ending ending, ParagraphClue first) {
  return static_cast<ParagraphClue>(static_cast<int>(first) + static_cast<int>(ending));
}

bool Echoes(std::u32string_view line, std::u32string_view text) {
  return line.size() >= kShortestEcho && line.size() <= kLongestEcho &&
         text.substr(0, 2 * kLongestEcho).find(line) != std::u32string_view::npos;
}

}  // namespace

const std::array<WeightedClue, kParagraphClueCount> kParagraphWeights = {{
#include "ingest_service/parser/stitch/paragraph_weights.inc"
}};

ParagraphClues ReadParagraphClues(const Junction& junction) {
  const Piece& before = junction.before;
  const Piece& piece = junction.piece;
  const Ending ending = EndingOf(before.text);
  const bool unmarked = ending == Ending::kOpen || ending == Ending::kTitle;
  ParagraphClues clues{};
  At(clues, Behind(ending, junction.below ? ParagraphClue::kBelowStop : ParagraphClue::kApartStop)) = 1;
  if (junction.subhead) At(clues, junction.below ? ParagraphClue::kBelowSubhead : ParagraphClue::kApartSubhead) = 1;
  At(clues, Behind(ending, ParagraphClue::kOpeningAfterStop)) = std::clamp(piece.opening, -kMostOpening, kMostOpening);
  if (piece.broken_start) At(clues, ParagraphClue::kBrokenStart) = 1;
  if (piece.quotes.first < 0 && before.quotes.pending > 0) At(clues, ParagraphClue::kClosesQuote) = 1;
  if (Echoes(before.text, piece.text)) At(clues, ParagraphClue::kEchoes) = 1;
  if (!unmarked || before.text.empty() || piece.text.empty()) return clues;
  At(clues, junction.below ? ParagraphClue::kModelBelow : ParagraphClue::kModelApart) =
      static_cast<float>(std::clamp(junction.continuation, -8.0, 8.0));
  At(clues, ParagraphClue::kUnit) = UnitEvidence(before.text.back(), piece.text.front());
  if (!junction.below) return clues;
  if (before.text.size() <= kLongestLine) At(clues, ParagraphClue::kBelowLine) = 1;
  if (before.text.size() > kShortestText) At(clues, ParagraphClue::kBelowText) = 1;
  if (before.text.find_first_of(U"。！？") != std::u32string::npos) At(clues, ParagraphClue::kBelowSentence) = 1;
  return clues;
}

double LogOddsInside(const ParagraphClues& clues) {
  const auto has = [&](ParagraphClue id) { return clues[static_cast<size_t>(id)] != 0; };
  double odds = has(ParagraphClue::kBelowOpen) || has(ParagraphClue::kBelowTitle) ? kOneArticle : 0;
  for (size_t i = 0; i < kParagraphClueCount; ++i) odds += static_cast<double>(clues[i]) * kParagraphWeights[i].weight;
  return odds;
}

}  // namespace broadsheet::ingest
