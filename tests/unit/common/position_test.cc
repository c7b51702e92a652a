#include "common/feed/position.h"

#include <gtest/gtest.h>

namespace broadsheet {
namespace {

TEST(PositionTest, FormatsAndParses) {
  EXPECT_EQ(FormatPosition("log-1", 42), "log-1:42");
  EXPECT_EQ(ParsePosition("log-1:42"), (Position{"log-1", 42}));
  EXPECT_EQ(ParsePosition("a:18446744073709551615"), (Position{"a", UINT64_MAX}));
}

TEST(PositionTest, RefusesWhatItDidNotFormat) {
  for (const char* text : {"", ":", "a", "a:", ":1", "a:0", "a:01", "a:-1", "a:+1", "a: 1", "a:1 ", "a:1:2", "a b:1",
                           "a:18446744073709551616", "a:x"}) {
    EXPECT_EQ(ParsePosition(text), std::nullopt) << text;
  }
  EXPECT_EQ(ParsePosition(std::string(65, 'a') + ":1"), std::nullopt);
}

}  // namespace
}  // namespace broadsheet
