#include "ingest_service/parser/text/numbers.h"

#include <gtest/gtest.h>

namespace broadsheet::ingest {
namespace {

TEST(NumbersTest, DigitsAndNumerals) {
  EXPECT_EQ(ParseNumber("03"), 3);
  EXPECT_EQ(ParseNumber("３"), 3);
  EXPECT_EQ(ParseNumber("十"), 10);
  EXPECT_EQ(ParseNumber("十二"), 12);
  EXPECT_EQ(ParseNumber("二十一"), 21);
  EXPECT_EQ(ParseNumber("一百一十四"), 114);
  EXPECT_EQ(ParseNumber("二〇二五"), 2025);
  EXPECT_EQ(ParseNumber("版"), 0);
  EXPECT_GT(ParseNumber("99999999999999999999"), 0);
}

}  // namespace
}  // namespace broadsheet::ingest
