// A short list of words that is asked for every word of a text.
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace broadsheet::ingest {

// Characters that a word may begin or end with: a Bloom filter of one hash.
class CharacterFilter {
 public:
  constexpr void Add(char32_t c) { bits_[SlotOf(c) / 64] |= uint64_t{1} << SlotOf(c) % 64; }
  // False: it was not added.
  constexpr bool MayHave(char32_t c) const { return (bits_[SlotOf(c) / 64] >> SlotOf(c) % 64 & 1) != 0; }

 private:
  static constexpr size_t SlotOf(char32_t c) { return c * 0x9E3779B1U >> 22; }

  std::array<uint64_t, 16> bits_{};
};

// Most words are refused by their first or last character. Made at compile time:
//   constexpr WordTable kAgencies = {U"新华社", U"中新社"};
template <size_t n>
class WordTable {
 public:
  template <typename... Words>
  requires(std::convertible_to<const Words&, std::u32string_view>&&...) constexpr WordTable(const Words&... words)
      : words_{std::u32string_view(words)...} {
    for (const std::u32string_view word : words_) firsts_.Add(word.front()), lasts_.Add(word.back());
  }

  constexpr const std::u32string_view* begin() const { return words_.data(); }
  constexpr const std::u32string_view* end() const { return words_.data() + n; }

  // `text` is one of the words.
  constexpr bool Has(std::u32string_view text) const {
    return !text.empty() && firsts_.MayHave(text.front()) && std::find(begin(), end(), text) != end();
  }
  // The first word of the list that `text` begins with, or ends with; end(): none.
  constexpr const std::u32string_view* FindBeginning(std::u32string_view text) const {
    if (text.empty() || !firsts_.MayHave(text.front())) return end();
    return std::find_if(begin(), end(), [&](std::u32string_view word) { return text.starts_with(word); });
  }
  constexpr const std::u32string_view* FindEnding(std::u32string_view text) const {
    if (text.empty() || !lasts_.MayHave(text.back())) return end();
    return std::find_if(begin(), end(), [&](std::u32string_view word) { return text.ends_with(word); });
  }
  // Calls use(word) for each word that `text` begins with, in their order.
  template <typename Use>
  constexpr void ForEachBeginning(std::u32string_view text, Use use) const {
    if (text.empty() || !firsts_.MayHave(text.front())) return;
    for (const std::u32string_view word : words_) {
      if (text.starts_with(word)) use(word);
    }
  }
  constexpr bool HasBeginningOf(std::u32string_view text) const { return FindBeginning(text) != end(); }
  constexpr bool HasEndingOf(std::u32string_view text) const { return FindEnding(text) != end(); }

 private:
  std::array<std::u32string_view, n> words_;
  CharacterFilter firsts_, lasts_;
};

template <typename... Words>
WordTable(const Words&...) -> WordTable<sizeof...(Words)>;

}  // namespace broadsheet::ingest
