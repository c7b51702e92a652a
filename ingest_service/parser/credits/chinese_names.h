// Chinese names of persons: surnames, and where one name ends and the next
// begins. Everything here takes folded text (see folded.h).
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet::ingest {

// A name's first and one past its last character.
using NameSpan = std::pair<size_t, size_t>;

// Length of the surname at the start of `text`: 2 for a compound one (欧阳), 1,
// or 0 if there is none.
size_t SurnameLength(std::u32string_view text);

// One of the hundred most frequent surnames, which most of all people bear.
bool IsFrequentSurname(char32_t c);

// A surname that is far more often a word of another kind: 向 in 向祖国, 高 in
// 高素质.
bool IsCommonWord(char32_t surname);

// The whole of `text` is a surname with a given name of one or two characters,
// or parts joined by name dots (阿里·哈桑).
bool IsPersonName(std::u32string_view text);

// Divides the pieces between white space into names: `邢 灿` is one, `王小明
// 李 四` two, `王小明李四` too. `lenient`: a piece of two to five characters
// may be a name without a known surname (it stands where only names stand).
// Empty if something is left over.
std::vector<NameSpan> DivideNames(std::u32string_view text, const std::vector<NameSpan>& pieces, bool lenient);

}  // namespace broadsheet::ingest
