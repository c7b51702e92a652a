#include "query_service/search/dates.h"

#include <gtest/gtest.h>

namespace broadsheet::query {
namespace {

TEST(DatesTest, RangesOfDays) {
  EXPECT_EQ(ParseDays("1970-01-01")->first, 0);
  EXPECT_EQ(ParseDays("2024-02")->last - ParseDays("2024-02")->first, 28);
  EXPECT_EQ(ParseDays("1969")->last, -1);
  EXPECT_TRUE(ParseDays("0001-01-01").has_value());
  for (const char* bad : {"", "2023-02-29", "2024-00", "2024-01-00", "2024/01/01", "20240101", "+024", "0000-01-01"}) {
    EXPECT_FALSE(ParseDays(bad).has_value()) << bad;
  }
}

TEST(DatesTest, FormatsWhatItParsed) {
  for (const char* day : {"0001-01-01", "1969-12-31", "2024-02-29", "9999-12-31"}) {
    EXPECT_EQ(FormatDay(ParseDays(day)->first), day);
  }
  EXPECT_EQ(FormatDay(ParseDays("2024-02-29")->first, DateUnit::kMonth), "2024-02");
  EXPECT_EQ(FormatDay(ParseDays("2024-02-29")->first, DateUnit::kYear), "2024");
  EXPECT_EQ(FormatDay(ParseDays("2024-12-29")->first, DateUnit::kWeek), "2024-W52");
  EXPECT_EQ(FormatDay(ParseDays("2024-12-30")->first, DateUnit::kWeek), "2025-W01");
  EXPECT_EQ(FormatDay(ParseDays("2021-01-03")->first, DateUnit::kWeek), "2020-W53");
}

}  // namespace
}  // namespace broadsheet::query
