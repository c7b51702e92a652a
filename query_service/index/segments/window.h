// A set of the documents of one window.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

#include "query_service/index/segments/count_bits.h"
#include "query_service/index/segments/postings.h"

namespace broadsheet::query {

using Words = std::array<uint64_t, kWindowWords>;

inline bool IsEmpty(const Words& words) {
  uint64_t any = 0;
  for (const uint64_t word : words) any |= word;
  return any == 0;
}

inline uint32_t Count(const Words& words) {
  return CountBits(words);
}

// Calls f(document in the window) in ascending order.
template <typename F>
void ForEach(const Words& words, F f) {
  for (uint32_t i = 0; i < kWindowWords; ++i) {
    for (uint64_t word = words[i]; word != 0; word &= word - 1) {
      f(i * 64 + static_cast<uint32_t>(std::countr_zero(word)));
    }
  }
}

inline bool Has(const Words& words, uint32_t document) { return words[document / 64] >> document % 64 & 1; }

// The documents [begin, end) of a window.
inline Words Range(uint32_t begin, uint32_t end) {
  Words words;
  const bool whole = begin == 0 && end == kWindowDocs;
  words.fill(whole ? ~0ull : 0);
  if (whole) return words;
  for (uint32_t i = begin / 64; i * 64 < end; ++i) {
    words[i] = ~0ull;
    if (i == begin / 64) words[i] &= ~0ull << begin % 64;
    if (end - i * 64 < 64) words[i] &= (1ull << (end - i * 64)) - 1;
  }
  return words;
}

}  // namespace broadsheet::query
