#include "common/logging/json_line.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace broadsheet {
namespace {

std::string Quoted(std::string_view text) {
  std::string json;
  AppendJsonString(text, json);
  return json;
}

TEST(JsonLineTest, HoldsTimeLevelMessageAndFieldsInOrder) {
  const LogField fields[] = {{"records", 12}, {"share", 0.5}, {"stored", true}, {"name", "丙"}};
  EXPECT_EQ(JsonLine(absl::FromUnixMicros(1709625600123456), LogLevel::kWarning, "done", fields),
            R"({"time":"2024-03-05T08:00:00.123456Z","level":"warning","message":"done",)"
            R"("records":12,"share":0.5,"stored":true,"name":"丙"})");
}

TEST(JsonLineTest, WritesNullForNumbersJsonLacks) {
  const LogField fields[] = {{"a", std::numeric_limits<double>::quiet_NaN()},
                             {"b", std::numeric_limits<double>::infinity()}};
  const std::string line = JsonLine(absl::UnixEpoch(), LogLevel::kInfo, "", fields);
  EXPECT_NE(line.find(R"("a":null,"b":null)"), std::string::npos) << line;
}

TEST(AppendJsonStringTest, EscapesWhatJsonForbids) {
  EXPECT_EQ(Quoted("a\"b\\c"), R"("a\"b\\c")");
  EXPECT_EQ(Quoted("line\nnext\ttab"), R"("line\nnext\u0009tab")");
  EXPECT_EQ(Quoted(std::string_view("\0\x1f\x7f", 3)), R"("\u0000\u001f\u007f")");
}

TEST(AppendJsonStringTest, ReplacesInvalidUtf8) {
  EXPECT_EQ(Quoted("a\xff\xe4\xb8z"), "\"a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz\"");
}

}  // namespace
}  // namespace broadsheet
