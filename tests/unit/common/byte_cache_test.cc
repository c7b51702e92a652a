#include "common/cache/byte_cache.h"

#include <gtest/gtest.h>

namespace broadsheet {
namespace {

constexpr size_t kShards = 16;

// Keys of one shard, so that its bound is seen.
uint64_t Key(uint64_t i) { return i * kShards; }

std::shared_ptr<const int> Value(int i) { return std::make_shared<const int>(i); }

TEST(ByteCacheTest, GivesBackWhatWasPut) {
  ByteCache<int> cache(1000 * kShards);
  EXPECT_EQ(cache.Get(1), nullptr);
  cache.Put(1, Value(7), 10);
  cache.Put(1, Value(8), 10);
  ASSERT_NE(cache.Get(1), nullptr);
  EXPECT_EQ(*cache.Get(1), 7) << "a value never changes";
  const CacheStats stats = cache.Stats();
  EXPECT_EQ(stats.hits, 2u);
  EXPECT_EQ(stats.misses, 1u);
  EXPECT_EQ(stats.bytes, 10u);
  EXPECT_EQ(stats.entries, 1u);
}

TEST(ByteCacheTest, StaysWithinItsBytes) {
  ByteCache<int> cache(100 * kShards);
  for (uint64_t i = 0; i < 1000; ++i) {
    cache.Put(Key(i), Value(0), 30);
    ASSERT_LE(cache.Stats().bytes, 100u);
  }
  EXPECT_EQ(cache.Stats().entries, 3u);
  cache.Put(Key(1001), Value(0), 101);
  EXPECT_EQ(cache.Get(Key(1001)), nullptr) << "larger than there is room";
  ByteCache<int> none(0);
  none.Put(1, Value(0), 1);
  EXPECT_EQ(none.Stats().entries, 0u);
}

TEST(ByteCacheTest, AScanDoesNotPushOutWhatIsAskedForOften) {
  ByteCache<int> cache(100 * kShards);
  cache.Put(Key(0), Value(0), 10);
  for (uint64_t i = 1; i < 1000; ++i) {
    ASSERT_NE(cache.Get(Key(0)), nullptr) << i;
    cache.Put(Key(i), Value(0), 10);
  }
}

TEST(ByteCacheTest, ValuesOutliveTheirEviction) {
  ByteCache<int> cache(10 * kShards);
  cache.Put(Key(0), Value(5), 10);
  const auto held = cache.Get(Key(0));
  cache.Put(Key(1), Value(6), 10);
  EXPECT_EQ(cache.Get(Key(0)), nullptr);
  EXPECT_EQ(*held, 5);
}

}  // namespace
}  // namespace broadsheet
