#include "query_service/index/segments/block_codec.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

namespace broadsheet::query {
namespace {

static_assert(std::endian::native == std::endian::little, "the formats on disk are little-endian");

constexpr uint8_t kPatched = 0x80;
constexpr int kLanes = 4, kSlots = kChunk / kLanes;

using Lanes = uint32_t __attribute__((vector_size(16), aligned(1), may_alias));

constexpr uint32_t MaskOfWidth(int width) { return width == 32 ? ~0u : (1u << width) - 1; }

template <int kWidth>
void UnpackLanes(const uint8_t* in, uint32_t* values) {
  const auto* words = reinterpret_cast<const Lanes*>(in);
  auto* out = reinterpret_cast<Lanes*>(values);
#pragma GCC unroll 32
  for (int slot = 0; slot < kSlots; ++slot) {
    if constexpr (kWidth == 0) {
      out[slot] = Lanes{};
    } else if constexpr (kWidth == 32) {
      out[slot] = words[slot];
    } else {
      const int word = slot * kWidth / 32, shift = slot * kWidth % 32;
      Lanes value = words[word] >> shift;
      if (shift + kWidth > 32) value |= words[word + 1] << (32 - shift);
      out[slot] = value & MaskOfWidth(kWidth);
    }
  }
}

using Unpacker = void (*)(const uint8_t*, uint32_t*);
template <int... kWidths>
constexpr auto MakeUnpackers(std::integer_sequence<int, kWidths...>) {
  return std::array<Unpacker, sizeof...(kWidths)>{UnpackLanes<kWidths>...};
}
constexpr auto kUnpackers = MakeUnpackers(std::make_integer_sequence<int, 33>{});

template <int kWidth>
void PackLanes(const uint32_t* values, uint8_t* out) {
  const auto* in = reinterpret_cast<const Lanes*>(values);
  auto* words = reinterpret_cast<Lanes*>(out);
  Lanes word{};
#pragma GCC unroll 32
  for (int slot = 0; slot < kSlots; ++slot) {
    const int shift = slot * kWidth % 32;
    const Lanes value = in[slot] & MaskOfWidth(kWidth);
    word |= value << shift;
    if (kWidth == 0 || shift + kWidth < 32) continue;
    words[slot * kWidth / 32] = word;
    word = shift + kWidth > 32 ? value >> (32 - shift) : Lanes{};
  }
}

using Packer = void (*)(const uint32_t*, uint8_t*);
template <int... kWidths>
constexpr auto MakePackers(std::integer_sequence<int, kWidths...>) {
  return std::array<Packer, sizeof...(kWidths)>{PackLanes<kWidths>...};
}
constexpr auto kPackers = MakePackers(std::make_integer_sequence<int, 33>{});

// May write up to 8 bytes more than PackedBytes.
void PackTail(std::span<const uint32_t> values, int width, uint8_t* out) {
  uint64_t pending = 0;
  int bits = 0;
  for (const uint32_t value : values) {
    pending |= uint64_t{value & MaskOfWidth(width)} << bits;
    bits += width;
    if (bits < 32) continue;
    std::memcpy(out, &pending, sizeof(uint32_t));
    out += sizeof(uint32_t);
    pending >>= 32;
    bits -= 32;
  }
  std::memcpy(out, &pending, sizeof(pending));
}

void UnpackTail(const uint8_t* in, size_t count, int width, uint32_t* values) {
  const uint32_t mask = MaskOfWidth(width);
  for (size_t i = 0, bit = 0; i < count; ++i, bit += width) {
    uint64_t word;
    std::memcpy(&word, in + bit / 8, sizeof(word));
    values[i] = static_cast<uint32_t>(word >> (bit % 8)) & mask;
  }
}

size_t PackedBytes(size_t count, int width) { return (count * width + 7) / 8; }

struct ChunkWidth {
  int bits;
  size_t patches;  // values that take more
};

size_t CountAbove(std::span<const uint32_t> values, uint32_t limit) {
  uint32_t count = 0;
  for (const uint32_t value : values) count += value > limit;
  return count;
}

// The width that takes the fewest bytes, patches included, as far as walking
// down from the widest value finds it; of short runs, most of all there are,
// just the widest value's.
ChunkWidth BestWidth(std::span<const uint32_t> values) {
  constexpr int kPatience = 2;  // narrower widths that may be worse
  uint32_t all = 0;
  for (const uint32_t value : values) all |= value;
  const int widest = std::bit_width(all);
  ChunkWidth best{widest, 0};
  if (values.size() < 16) return best;
  size_t best_bytes = PackedBytes(values.size(), widest);
  for (int width = widest - 1, worse = 0; width >= 0 && worse < kPatience; --width) {
    const size_t patches = CountAbove(values, MaskOfWidth(width));
    const size_t patch_bytes = 2 + (widest - width - 1) / 7;  // at most: index and varint
    const size_t bytes = PackedBytes(values.size(), width) + 1 + patches * patch_bytes;
    ++worse;
    if (bytes < best_bytes) best = {width, patches}, best_bytes = bytes, worse = 0;
  }
  return best;
}

uint8_t* PutVarint(uint64_t value, uint8_t* out) {
  for (; value >= 0x80; value >>= 7) *out++ = static_cast<uint8_t>(value | 0x80);
  *out++ = static_cast<uint8_t>(value);
  return out;
}

// The indexes of values that take more than `width` bits, then what they have
// above these.
uint8_t* PutPatches(std::span<const uint32_t> values, int width, uint8_t* out) {
  for (size_t i = 0; i < values.size(); ++i) {
    if (values[i] > MaskOfWidth(width)) *out++ = static_cast<uint8_t>(i);
  }
  for (const uint32_t value : values) {
    if (value > MaskOfWidth(width)) out = PutVarint(value >> width, out);
  }
  return out;
}

// Header, values, and for each value an index and a varint of patch.
constexpr size_t kMaximumChunk = 2 + kChunk * (sizeof(uint32_t) + 1 + 5) + sizeof(uint64_t);

void PackChunk(std::span<const uint32_t> values, std::string& out) {
  std::array<uint8_t, kMaximumChunk> chunk;
  const auto [width, patches] = BestWidth(values);
  uint8_t* at = chunk.data();
  *at++ = static_cast<uint8_t>(width | (patches > 0 ? kPatched : 0));
  if (patches > 0) *at++ = static_cast<uint8_t>(patches);
  if (values.size() == kChunk) {
    kPackers[width](values.data(), at);
  } else {
    PackTail(values, width, at);
  }
  at += PackedBytes(values.size(), width);
  if (patches > 0) at = PutPatches(values, width, at);
  out.append(reinterpret_cast<const char*>(chunk.data()), static_cast<size_t>(at - chunk.data()));
}

const uint8_t* UnpackChunk(const uint8_t* in, size_t count, uint32_t* values) {
  const int width = *in & ~kPatched;
  const bool patched = *in++ & kPatched;
  const size_t patch_count = patched ? *in++ : 0;
  if (count == kChunk) {
    kUnpackers[width](in, values);
  } else {
    UnpackTail(in, count, width, values);
  }
  in += PackedBytes(count, width);
  const uint8_t* const indexes = in;
  in += patch_count;
  for (size_t i = 0; i < patch_count; ++i) values[indexes[i]] |= UnpackVarint(in) << width;
  return in;
}

}  // namespace

void PackVarint(uint64_t value, std::string& out) {
  std::array<uint8_t, 10> bytes;
  const uint8_t* const end = PutVarint(value, bytes.data());
  out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<size_t>(end - bytes.data()));
}

void PackIntegers(std::span<const uint32_t> values, std::string& out) {
  for (size_t at = 0; at < values.size(); at += kChunk) {
    PackChunk(values.subspan(at, std::min(kChunk, values.size() - at)), out);
  }
}

const uint8_t* UnpackIntegers(const uint8_t* in, size_t count, uint32_t* values) {
  for (; count >= kChunk; count -= kChunk, values += kChunk) in = UnpackChunk(in, kChunk, values);
  return count > 0 ? UnpackChunk(in, count, values) : in;
}

}  // namespace broadsheet::query
