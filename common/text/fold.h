// Folding: what search treats as the same text.
#pragma once

#include <string>
#include <string_view>

#include "common/text/folded_text.h"

namespace broadsheet {

// NFKC with case folding (Unicode NFKC_Casefold), then traditional characters
// replaced by their simplified ones, character by character (OpenCC's
// TSCharacters, first choice; phrases are not considered, so the folding of a
// text is the folding of its parts wherever no combining sequence is cut).
// Invalid bytes become U+FFFD. Idempotent: Fold(Fold(x)) == Fold(x).
std::string Fold(std::string_view text);

// Only the last step: traditional to simplified.
char32_t Simplify(char32_t character);

// The same, with the way back.
FoldedText FoldWithSource(std::string_view text);

}  // namespace broadsheet
