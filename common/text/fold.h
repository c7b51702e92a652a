// Folding: what search treats as the same text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

// NFKC with case folding (Unicode NFKC_Casefold), then traditional characters
// replaced by their simplified ones, character by character (OpenCC's
// TSCharacters, first choice; phrases are not considered, so the folding of a
// text is the folding of its parts wherever no combining sequence is cut).
// Invalid bytes become U+FFFD. Idempotent: Fold(Fold(x)) == Fold(x).
std::string Fold(std::string_view text);

// Only the last step: traditional to simplified.
char32_t Simplify(char32_t character);

// A folded text and where each of its bytes came from.
struct FoldedText {
  std::string text;
  // For each byte of text the offset in the source of the smallest run that
  // folded to it, and one past that run; text.size() entries each.
  std::vector<uint32_t> source_start, source_end;
};
FoldedText FoldWithSource(std::string_view text);

}  // namespace broadsheet
