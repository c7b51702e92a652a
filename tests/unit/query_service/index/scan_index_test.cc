#include "query_service/index/scan_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet::query {
namespace {

using ::testing::ElementsAre;

IndexDocument Document(DocId id, std::string body) {
  IndexDocument document;
  document.id = id;
  document.text[static_cast<int>(TextField::kBody)] = {std::move(body)};
  return document;
}

TEST(ScanIndexTest, StatisticsCountTheRarestBigram) {
  const auto index = MakeScanIndex();
  ASSERT_TRUE(index
                  ->Apply({.first = 1,
                           .last = 1,
                           .added = {Document(1, "甲乙丙"), Document(2, "乙丙"), Document(3, "甲")},
                           .removed = {}})
                  .ok());
  IndexSearch search;
  search.query = {.kind = TextQuery::Kind::kPhrase, .text = "甲乙丙"};
  const auto answer = index->Search(search);
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->total, 1u);
  EXPECT_EQ(answer->stats.documents, 3u);
  EXPECT_EQ(answer->stats.average_length, 2);
  EXPECT_THAT(answer->stats.frequencies, ElementsAre(1));
}

}  // namespace
}  // namespace broadsheet::query
