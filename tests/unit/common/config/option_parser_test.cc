#include "common/config/option_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

namespace broadsheet {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

struct Options {
  std::string name = "first";
  bool reflection = false;
  int64_t count = 3;
  int64_t size = 1 << 20;
  absl::Duration patience = absl::Seconds(2);
  std::string address = "127.0.0.1:1";
};

class OptionParserTest : public ::testing::Test {
 protected:
  OptionParserTest() {
    parser_.AddText("log-name", options_.name, "a text");
    parser_.AddFlag("reflection", options_.reflection, "a flag");
    parser_.AddInteger("count", options_.count, {1, 9}, "an integer");
    parser_.AddBytes("size", options_.size, {1 << 10, 1 << 30}, "bytes");
    parser_.AddDuration("patience", options_.patience, {absl::ZeroDuration(), absl::Hours(1)}, "a duration");
    parser_.AddAddress("address", options_.address, "an address");
  }
  ~OptionParserTest() override {
    for (const std::string& variable : set_) unsetenv(variable.c_str());
  }

  void SetVariable(const std::string& name, const std::string& value) {
    setenv(name.c_str(), value.c_str(), 1);
    set_.push_back(name);
  }

  absl::StatusOr<ParseOutcome> Parse(std::vector<const char*> arguments) {
    arguments.insert(arguments.begin(), "program");
    return parser_.Parse(static_cast<int>(arguments.size()), arguments.data());
  }

  std::string ErrorOf(std::vector<const char*> arguments) {
    const auto outcome = Parse(std::move(arguments));
    EXPECT_EQ(outcome.status().code(), absl::StatusCode::kInvalidArgument);
    return std::string(outcome.status().message());
  }

  Options options_;
  OptionParser parser_{"program", "A test."};
  std::vector<std::string> set_;
};

TEST_F(OptionParserTest, KeepsDefaults) {
  ASSERT_TRUE(Parse({}).ok());
  EXPECT_EQ(options_.name, "first");
  EXPECT_FALSE(options_.reflection);
  EXPECT_EQ(options_.count, 3);
}

TEST_F(OptionParserTest, ReadsFlags) {
  ASSERT_TRUE(Parse({"--log-name=a b", "--reflection", "--count", "9", "--size=64KiB", "--patience=1m30s",
                     "--address=[::1]:50051"})
                  .ok());
  EXPECT_EQ(options_.name, "a b");
  EXPECT_TRUE(options_.reflection);
  EXPECT_EQ(options_.count, 9);
  EXPECT_EQ(options_.size, 65536);
  EXPECT_EQ(options_.patience, absl::Seconds(90));
  EXPECT_EQ(options_.address, "[::1]:50051");
}

TEST_F(OptionParserTest, ReadsVariablesWhichFlagsOverride) {
  SetVariable("BROADSHEET_LOG_NAME", "from variable");
  SetVariable("BROADSHEET_COUNT", "5");
  SetVariable("BROADSHEET_REFLECTION", "true");
  ASSERT_TRUE(Parse({"--count=7"}).ok());
  EXPECT_EQ(options_.name, "from variable");
  EXPECT_EQ(options_.count, 7);
  EXPECT_TRUE(options_.reflection);
}

TEST_F(OptionParserTest, SaysWhichFlagGotWhatAndWantsWhat) {
  EXPECT_THAT(ErrorOf({"--count=10"}), AllOf(HasSubstr("--count (BROADSHEET_COUNT)"), HasSubstr("got \"10\""),
                                             HasSubstr("an integer from 1 to 9")));
  EXPECT_THAT(ErrorOf({"--size=1"}), AllOf(HasSubstr("--size"), HasSubstr("1KiB to 1GiB")));
  EXPECT_THAT(ErrorOf({"--patience=5"}), AllOf(HasSubstr("--patience"), HasSubstr("got \"5\"")));
  EXPECT_THAT(ErrorOf({"--address=nowhere"}), AllOf(HasSubstr("--address"), HasSubstr("host:port")));
}

TEST_F(OptionParserTest, SaysSoOfVariablesToo) {
  SetVariable("BROADSHEET_COUNT", "many");
  EXPECT_THAT(ErrorOf({}), AllOf(HasSubstr("BROADSHEET_COUNT"), HasSubstr("got \"many\"")));
}

TEST_F(OptionParserTest, RefusesUnknownFlagsAndPlainWords) {
  EXPECT_THAT(ErrorOf({"--cuont=1"}), HasSubstr("--cuont"));
  EXPECT_THAT(ErrorOf({"word"}), HasSubstr("word"));
}

TEST_F(OptionParserTest, WordsMayBeginWithADash) {
  std::vector<std::string> words;
  parser_.AddPositionals("words", words, "words");
  ASSERT_TRUE(Parse({"灯塔", "-出口", "--log-name", "-x", "OR", "-price=1", "-"}).ok());
  EXPECT_EQ(words, (std::vector<std::string>{"灯塔", "-出口", "OR", "-price=1", "-"}));
  EXPECT_EQ(options_.name, "-x");
  EXPECT_THAT(ErrorOf({"word", "--cuont=1"}), HasSubstr("--cuont"));
}

TEST_F(OptionParserTest, HelpEndsTheProgramAndNamesVariables) {
  ::testing::internal::CaptureStdout();
  const auto outcome = Parse({"--help"});
  const std::string help = ::testing::internal::GetCapturedStdout();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(*outcome, ParseOutcome::kExit);
  EXPECT_THAT(help, AllOf(HasSubstr("--patience"), HasSubstr("BROADSHEET_PATIENCE")));
}

TEST_F(OptionParserTest, ShowsValuesAsJson) {
  ASSERT_TRUE(Parse({"--log-name=a\"b", "--reflection"}).ok());
  EXPECT_EQ(
      parser_.ValuesAsJson(),
      R"({"address":"127.0.0.1:1","count":"3","log-name":"a\"b","patience":"2s","reflection":"true","size":"1MiB"})");
}

}  // namespace
}  // namespace broadsheet
