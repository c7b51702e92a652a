// How many bits are set. Without the processor's instruction, which a portable
// build may not assume, std::popcount is a call into a library.
#pragma once

#include <cstdint>
#include <span>

namespace broadsheet::query {

// By byte: each of 0 to 8.
constexpr uint64_t BitsOfBytes(uint64_t word) {
  word -= word >> 1 & 0x5555'5555'5555'5555;
  word = (word & 0x3333'3333'3333'3333) + (word >> 2 & 0x3333'3333'3333'3333);
  return (word + (word >> 4)) & 0x0F0F'0F0F'0F0F'0F0F;
}

constexpr uint32_t CountBits(uint64_t word) {
  return static_cast<uint32_t>(BitsOfBytes(word) * 0x0101'0101'0101'0101 >> 56);
}

// Of a multiple of 16 words, at most 64.
constexpr uint32_t CountBits(std::span<const uint64_t> words) {
  constexpr uint64_t kEvenBytes = 0x00FF'00FF'00FF'00FF;
  uint64_t sums = 0;  // four of 16 bits
  for (; !words.empty(); words = words.subspan(16)) {
    uint64_t bytes = 0;
    for (const uint64_t word : words.first(16)) bytes += BitsOfBytes(word);
    sums += (bytes & kEvenBytes) + (bytes >> 8 & kEvenBytes);
  }
  return static_cast<uint32_t>(sums * 0x0001'0001'0001'0001 >> 48);
}

}  // namespace broadsheet::query
