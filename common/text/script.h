// Folding that keeps traditional and simplified characters apart.
#pragma once

#include <string>
#include <string_view>

namespace broadsheet {

// As Fold (fold.h), but for its last step: NFKC with case folding alone.
std::string FoldKeepingScript(std::string_view text);

// Whether a traditional character is replaced by this one when a text is folded.
bool HasTraditionalForm(char32_t simplified);

}  // namespace broadsheet
