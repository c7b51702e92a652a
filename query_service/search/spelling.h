// What is indexed of a record so that it can be found by how it sounds and by
// what is nearly typed: the values of TextField::kSpelling.
//
//   names and headlines  each Chinese character as the code of its syllable, or
//                        as itself if it is read in several ways
//   names                <initials>, in all ways of spelling them
//   Latin words          [word], each once
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet::query {

// Shorter words are one edit from too many others.
inline constexpr size_t kShortestEditedWord = 4;
// Phrases that one typed term can stand for.
inline constexpr size_t kMaxTypedPhrases = 256;

// The values of a folded text or name; empty: it has no Chinese characters.
std::string SyllablesOf(std::string_view folded);
std::vector<std::string> InitialsOf(std::string_view folded_name);

// Adds the words of Latin letters and digits, of at least kShortestEditedWord - 1
// characters.
void AddWords(std::string_view folded, std::set<std::string>& words);

// What to look for in TextField::kSpelling, all of it phrases.
// The pinyin of characters that stand together, or the initials of a name;
// empty: `folded` is no pinyin.
std::vector<std::string> PinyinPhrases(std::string_view folded);
// The words one edit away (one character inserted, left out or replaced, or two
// neighbours swapped), which may or may not exist; empty: `folded` is no such
// word.
std::vector<std::string> EditedWords(std::string_view folded);

// The other way round: what in a folded text a phrase of TextField::kSpelling
// stands for.
enum class SpelledAs : uint8_t { kSyllables, kInitials, kWord };
SpelledAs FormOf(std::string_view phrase);
// Its places in a text of which it is true, as byte ranges: at most `limit`,
// kInitials the whole text.
std::vector<std::pair<size_t, size_t>> FindSpelled(std::string_view folded, std::string_view phrase, size_t limit);

}  // namespace broadsheet::query
