// Runs of small integers, packed to the bit.
//
// Chunks of 128 values are laid out over four lanes, so that compilers unpack
// them with the vector instructions that every x86-64 and arm64 has; a shorter
// last chunk is packed one value after the other. The few values that do not
// fit a chunk's width are patched in (M. Zukowski et al., "Super-Scalar RAM-CPU
// Cache Compression", ICDE 2006).
//
// Why not a library: Debian's libstreamvbyte is built without its vector code
// and takes 15 ns a value, this one about 0.5, and it needs a third less room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace broadsheet::query {

inline constexpr size_t kChunk = 128;
// Readable bytes that have to follow the last packed byte.
inline constexpr size_t kCodecPadding = 16;

void PackIntegers(std::span<const uint32_t> values, std::string& out);

// The inverse: `count` values; returns the byte behind them. `values` has room
// for exactly `count`.
const uint8_t* UnpackIntegers(const uint8_t* in, size_t count, uint32_t* values);

// LEB128.
void PackVarint(uint64_t value, std::string& out);
inline uint32_t UnpackVarint(const uint8_t*& in) {
  uint32_t value = *in++;
  if (value < 0x80) return value;
  value &= 0x7F;
  for (int shift = 7;; shift += 7) {
    const uint32_t byte = *in++;
    value |= (byte & 0x7F) << shift;
    if (byte < 0x80 || shift >= 28) return value;
  }
}
inline uint64_t UnpackVarint64(const uint8_t*& in) {
  uint64_t value = 0;
  for (int shift = 0;; shift += 7) {
    const uint64_t byte = *in++;
    value |= (byte & 0x7F) << shift;
    if (byte < 0x80 || shift >= 63) return value;
  }
}

}  // namespace broadsheet::query
