#include "query_service/index/segments/block_codec.h"

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

void PackLanes(const uint32_t* values, int width, uint8_t* out) {
  std::array<uint64_t, kLanes> pending{};
  int bits = 0;
  for (int slot = 0; slot < kSlots; ++slot) {
    for (int lane = 0; lane < kLanes; ++lane) {
      pending[lane] |= uint64_t{values[slot * kLanes + lane] & MaskOfWidth(width)} << bits;
    }
    bits += width;
    if (bits < 32) continue;
    for (int lane = 0; lane < kLanes; ++lane) {
      const auto word = static_cast<uint32_t>(pending[lane]);
      std::memcpy(out + lane * sizeof(word), &word, sizeof(word));
      pending[lane] >>= 32;
    }
    out += kLanes * sizeof(uint32_t);
    bits -= 32;
  }
}

void PackTail(std::span<const uint32_t> values, int width, uint8_t* out) {
  uint64_t pending = 0;
  int bits = 0;
  for (const uint32_t value : values) {
    pending |= uint64_t{value & MaskOfWidth(width)} << bits;
    for (bits += width; bits >= 8; bits -= 8) {
      *out++ = static_cast<uint8_t>(pending);
      pending >>= 8;
    }
  }
  if (bits > 0) *out = static_cast<uint8_t>(pending);
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

// The width that takes the fewest bytes, patches included; of short runs, most
// of all there are, just the widest value's.
int BestWidth(std::span<const uint32_t> values) {
  if (values.size() < 16) {
    uint32_t all = 0;
    for (const uint32_t value : values) all |= value;
    return std::bit_width(all);
  }
  std::array<uint32_t, 33> with_bits{};
  for (const uint32_t value : values) ++with_bits[std::bit_width(value)];
  int widest = 32;
  while (widest > 0 && with_bits[widest] == 0) --widest;
  int best = widest;
  size_t best_bytes = PackedBytes(values.size(), widest), patches = 0;
  for (int width = widest - 1; width >= 0; --width) {
    patches += with_bits[width + 1];
    const size_t patch_bytes = 2 + (widest - width - 1) / 7;  // at most: index and varint
    const size_t bytes = PackedBytes(values.size(), width) + 1 + patches * patch_bytes;
    if (bytes < best_bytes) best = width, best_bytes = bytes;
  }
  return best;
}

void PackChunk(std::span<const uint32_t> values, std::string& out) {
  const int width = BestWidth(values);
  const size_t header = out.size();
  out.push_back(static_cast<char>(width));
  std::array<uint8_t, kChunk> patches;
  size_t patch_count = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    if (values[i] > MaskOfWidth(width)) patches[patch_count++] = static_cast<uint8_t>(i);
  }
  if (patch_count > 0) {
    out[header] = static_cast<char>(width | kPatched);
    out.push_back(static_cast<char>(patch_count));
  }
  const size_t payload = out.size();
  out.resize(payload + PackedBytes(values.size(), width));
  auto* data = reinterpret_cast<uint8_t*>(out.data()) + payload;
  if (values.size() == kChunk) {
    PackLanes(values.data(), width, data);
  } else {
    PackTail(values, width, data);
  }
  out.append(reinterpret_cast<const char*>(patches.data()), patch_count);
  for (size_t i = 0; i < patch_count; ++i) PackVarint(values[patches[i]] >> width, out);
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

void PackVarint(uint32_t value, std::string& out) {
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<char>(value | 0x80));
  out.push_back(static_cast<char>(value));
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

const uint8_t* SkipIntegers(const uint8_t* in, size_t count) {
  while (count > 0) {
    const size_t chunk = std::min(kChunk, count);
    const uint8_t header = *in++;
    const size_t patch_count = header & kPatched ? *in++ : 0;
    in += PackedBytes(chunk, header & ~kPatched) + patch_count;
    for (size_t i = 0; i < patch_count; ++i) UnpackVarint(in);
    count -= chunk;
  }
  return in;
}

}  // namespace broadsheet::query
