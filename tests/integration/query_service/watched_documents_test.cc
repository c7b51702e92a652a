#include "query_service/api/watched_documents.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/feed_entries.h"

namespace broadsheet::query {
namespace {

TEST(WatchedDocumentsTest, AVersionIsPreparedOnceForAllWatches) {
  WatchedDocuments documents(size_t{1} << 20);
  const record::v1::Record record = MakeRecord("p/i/r", "题", "水稻");
  std::vector<std::shared_ptr<const IndexDocument>> got(8);
  {
    std::vector<std::jthread> watches;
    for (auto& document : got) watches.emplace_back([&] { document = documents.Of(7, record); });
  }
  EXPECT_EQ(std::set(got.begin(), got.end()).size(), 1u);
  EXPECT_EQ(documents.Find(7), got.front());
  EXPECT_EQ(documents.Find(8), nullptr);
}

TEST(WatchedDocumentsTest, MemoryIsBounded) {
  constexpr size_t kMost = 1 << 20;
  WatchedDocuments documents(kMost);
  for (DocId doc = 1; doc <= 200; ++doc) documents.Of(doc, MakeRecord("p/i/r", "题", std::string(20'000, 'a')));
  EXPECT_GT(documents.Stats().entries, 0u);
  EXPECT_LE(documents.Stats().bytes, kMost);
}

}  // namespace
}  // namespace broadsheet::query
