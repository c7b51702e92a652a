#include "query_service/index/segments/count_bits.h"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <random>
#include <vector>

namespace broadsheet::query {
namespace {

TEST(CountBitsTest, IsThatOfTheStandard) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 1000; ++i) {
    const uint64_t word = random() & random();
    EXPECT_EQ(CountBits(word), static_cast<uint32_t>(std::popcount(word)));
  }
  EXPECT_EQ(CountBits(~uint64_t{0}), 64u);
}

TEST(CountBitsTest, OfManyWords) {
  const std::vector<uint64_t> full(64, ~uint64_t{0});
  EXPECT_EQ(CountBits(full), 4096u);
  std::array<uint64_t, 32> words{};
  EXPECT_EQ(CountBits(words), 0u);
  std::mt19937_64 random(2);
  uint32_t wanted = 0;
  for (uint64_t& word : words) wanted += static_cast<uint32_t>(std::popcount(word = random()));
  EXPECT_EQ(CountBits(words), wanted);
}

}  // namespace
}  // namespace broadsheet::query
