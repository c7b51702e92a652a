#include "query_service/index/hit_order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet::query {
namespace {

using ::testing::ElementsAre;

std::vector<DocId> Best(SortOrder order, size_t limit, std::optional<SearchAfter> after = std::nullopt) {
  TopHits top(order, limit, after);
  top.Add({.id = 1, .score = 2, .date = 10, .issue = "b", .ordinal = 0});
  top.Add({.id = 2, .score = 3, .date = 11, .issue = "a", .ordinal = 10});
  top.Add({.id = 3, .score = 2, .date = 11, .issue = "a", .ordinal = 9});
  top.Add({.id = 4, .score = 1, .date = 9, .issue = "a", .ordinal = 9});
  std::vector<DocId> ids;
  for (const IndexHit& hit : top.Take()) ids.push_back(hit.id);
  return ids;
}

TEST(HitOrderTest, TiesAreBrokenByIdAsSortOrderSays) {
  EXPECT_THAT(Best(SortOrder::kRelevance, 4), ElementsAre(2, 3, 1, 4));
  EXPECT_THAT(Best(SortOrder::kNewest, 4), ElementsAre(3, 2, 1, 4));
  EXPECT_THAT(Best(SortOrder::kOldest, 4), ElementsAre(4, 1, 2, 3));
  EXPECT_THAT(Best(SortOrder::kPrinted, 4), ElementsAre(3, 4, 2, 1));
}

TEST(HitOrderTest, KeepsTheFirstFew) {
  EXPECT_THAT(Best(SortOrder::kRelevance, 2), ElementsAre(2, 3));
  EXPECT_THAT(Best(SortOrder::kRelevance, 0), ElementsAre());
}

TEST(HitOrderTest, GoesOnAfterAPage) {
  EXPECT_THAT(Best(SortOrder::kRelevance, 4, SearchAfter{.score = 2, .id = 3}), ElementsAre(1, 4));
  EXPECT_THAT(Best(SortOrder::kNewest, 1, SearchAfter{.date = 11, .id = 3}), ElementsAre(2));
  EXPECT_THAT(Best(SortOrder::kPrinted, 4, SearchAfter{.issue = "a", .ordinal = 9, .id = 4}), ElementsAre(2, 1));
}

}  // namespace
}  // namespace broadsheet::query
