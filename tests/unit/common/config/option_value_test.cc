#include "common/config/option_value.h"

#include <gtest/gtest.h>

namespace broadsheet {
namespace {

TEST(ParseBytesTest, TakesDigitsAndBinaryUnits) {
  EXPECT_EQ(ParseBytes("0"), 0);
  EXPECT_EQ(ParseBytes("4096"), 4096);
  EXPECT_EQ(ParseBytes("64KiB"), 65536);
  EXPECT_EQ(ParseBytes("2GiB"), int64_t{1} << 31);
}

TEST(ParseBytesTest, RefusesWhatIsNoCountOrTooLarge) {
  for (const char* text :
       {"", "KiB", "-1", "+1", " 1", "1 KiB", "1kb", "1.5MiB", "9223372036854775808", "8589934592GiB"}) {
    EXPECT_EQ(ParseBytes(text), std::nullopt) << text;
  }
}

TEST(FormatBytesTest, IsTheInverse) {
  for (const int64_t bytes :
       {int64_t{0}, int64_t{1}, int64_t{1000}, int64_t{1} << 10, int64_t{3} << 20, int64_t{5} << 30}) {
    EXPECT_EQ(ParseBytes(FormatBytes(bytes)), bytes);
  }
  EXPECT_EQ(FormatBytes(int64_t{8} << 20), "8MiB");
}

TEST(ParseHostPortTest, SplitsNamesAndAddresses) {
  const auto name = ParseHostPort("query.example:50051");
  ASSERT_TRUE(name);
  EXPECT_EQ(name->host, "query.example");
  EXPECT_EQ(name->port, 50051);
  const auto v6 = ParseHostPort("[::1]:0");
  ASSERT_TRUE(v6);
  EXPECT_EQ(v6->host, "::1");
  EXPECT_EQ(v6->port, 0);
}

TEST(ParseHostPortTest, RefusesTheRest) {
  for (const char* text : {"", "host", ":1", "host:", "host:65536", "host:-1", "::1:80", "host:8x"}) {
    EXPECT_FALSE(ParseHostPort(text)) << text;
  }
}

TEST(IsLoopbackHostTest, KnowsThisMachineOnly) {
  for (const char* host : {"localhost", "127.0.0.1", "127.9.9.9", "::1"}) EXPECT_TRUE(IsLoopbackHost(host)) << host;
  for (const char* host : {"0.0.0.0", "::", "10.0.0.1", "localhost.example", "127.0.0.1.example", ""}) {
    EXPECT_FALSE(IsLoopbackHost(host)) << host;
  }
}

}  // namespace
}  // namespace broadsheet
