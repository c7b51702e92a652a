// Pinyin: how Chinese characters are read, in letters without tones.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

// Syllables of a-z, ü as v, the usual reading first; empty: none is known. From
// ICU, and a table of other readings that names, places and common words have
// (单 dan, shan; 重 zhong, chong).
const std::vector<std::string>& ReadingsOf(char32_t character);

// A text as it is typed in pinyin.
struct Pinyin {
  std::string full;      // leijun
  std::string initials;  // lj: the first letter of every syllable
  bool operator==(const Pinyin&) const = default;
};

// In all ways that its characters are read, at most kMaxSpellings, the usual
// one first, each once. `folded` (fold.h) keeps its ASCII letters and digits,
// in `initials` too; other characters are left out. Empty: nothing can be typed.
inline constexpr size_t kMaxSpellings = 8;
std::vector<Pinyin> SpellingsOf(std::string_view folded);

// What was typed as it stands in Pinyin: lower case letters and digits, ü as v,
// without spaces and apostrophes (xi'an). Empty: it has anything else.
std::string TypedPinyin(std::string_view folded);

}  // namespace broadsheet
