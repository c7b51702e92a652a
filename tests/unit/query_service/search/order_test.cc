#include "query_service/search/order.h"

#include <gtest/gtest.h>

#include "common/status/error.h"

namespace broadsheet::query {
namespace {

TEST(OrderTest, SearchOrders) {
  EXPECT_EQ(*SearchOrder("", true), SortOrder::kRelevance);
  EXPECT_EQ(*SearchOrder("", false), SortOrder::kNewest);
  EXPECT_EQ(*SearchOrder("  date   desc ", true), SortOrder::kNewest);
  EXPECT_EQ(*SearchOrder("date", true), SortOrder::kOldest);
  EXPECT_EQ(MetadataOf(SearchOrder("date; drop", true).status(), "field"), "order_by");
  EXPECT_FALSE(SearchOrder("ordinal", true).ok());
}

TEST(OrderTest, ListOrders) {
  EXPECT_EQ(*ListOrder(""), SortOrder::kNewest);
  EXPECT_EQ(*ListOrder("ordinal"), SortOrder::kPrinted);
  EXPECT_FALSE(ListOrder("relevance").ok());
}

TEST(OrderTest, Groups) {
  EXPECT_EQ(*OrderOfGroups(""), GroupOrder::kMostFirst);
  EXPECT_EQ(*OrderOfGroups(" count  desc"), GroupOrder::kMostFirst);
  EXPECT_EQ(*OrderOfGroups("count"), GroupOrder::kLeastFirst);
  EXPECT_EQ(*OrderOfGroups("value"), GroupOrder::kByValue);
  EXPECT_EQ(*OrderOfGroups("value desc"), GroupOrder::kByValueDescending);
  EXPECT_FALSE(OrderOfGroups("date").ok());
}

}  // namespace
}  // namespace broadsheet::query
