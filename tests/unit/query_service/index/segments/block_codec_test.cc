#include "query_service/index/segments/block_codec.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace broadsheet::query {
namespace {

void ExpectRoundTrip(const std::vector<uint32_t>& values) {
  std::string packed = "x";  // no alignment is assumed
  PackIntegers(values, packed);
  const size_t size = packed.size();
  packed.append(kCodecPadding, '\0');
  std::vector<uint32_t> unpacked(values.size() + 1, 0xABCDEF);
  const auto* const in = reinterpret_cast<const uint8_t*>(packed.data()) + 1;
  const auto* const end = reinterpret_cast<const uint8_t*>(packed.data()) + size;
  EXPECT_EQ(UnpackIntegers(in, values.size(), unpacked.data()), end);
  EXPECT_EQ(unpacked.back(), 0xABCDEFu);
  unpacked.pop_back();
  EXPECT_EQ(unpacked, values);
}

TEST(BlockCodecTest, EveryWidthAndCountComesBack) {
  std::mt19937 random(1);
  for (int bits = 0; bits <= 32; ++bits) {
    for (const size_t count : {0, 1, 2, 15, 16, 17, 127, 128, 129, 300}) {
      std::vector<uint32_t> values(count);
      for (uint32_t& value : values) value = static_cast<uint32_t>(random() & ((uint64_t{1} << bits) - 1));
      ExpectRoundTrip(values);
    }
  }
}

TEST(BlockCodecTest, AFewLargeValuesDoNotWidenTheRest) {
  std::vector<uint32_t> values(256, 3);
  values[5] = UINT32_MAX;
  values[127] = 1 << 20;
  values[255] = 12345;
  ExpectRoundTrip(values);
  std::string packed;
  PackIntegers(values, packed);
  EXPECT_LT(packed.size(), 2 * (1 + 128 * 2 / 8) + 30u);
}

}  // namespace
}  // namespace broadsheet::query
