// What stands in quotation marks. Takes folded text.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace broadsheet::ingest {

// Characters [from, to) between two quotation marks.
struct MarkedWords {
  size_t from = 0, to = 0;
};

// The outermost pairs of “ ” or 「 」, in order. One that is not closed runs to
// the end of the text.
std::vector<MarkedWords> FindMarkedWords(std::u32string_view text);

// Whether the character at `at` stands in one of them.
bool IsMarked(const std::vector<MarkedWords>& marked, size_t at);

}  // namespace broadsheet::ingest
