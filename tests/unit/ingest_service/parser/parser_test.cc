#include "ingest_service/parser/parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>

#include "common/status/error.h"

namespace broadsheet::ingest {
namespace {

using ::testing::HasSubstr;

std::string Broken(const std::string& name) {
  const std::string path = ::testing::TempDir() + "/" + name;
  std::ofstream(path, std::ios::binary) << std::string(5000, '\x01');
  return path;
}

// There is no parser that makes worse records in silence.
void ExpectRefused(const ParserOptions& options, const std::string& path) {
  const auto parser = Parser::Create(options);
  ASSERT_FALSE(parser.ok());
  EXPECT_EQ(parser.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(parser.status().message()), HasSubstr(path));
}

TEST(ParserTest, WithoutItsLanguageModelThereIsNone) {
  ExpectRefused({.language_model_path = "/nowhere/zh.lm"}, "/nowhere/zh.lm");
  const std::string broken = Broken("broken.lm");
  ExpectRefused({.language_model_path = broken}, broken);
}

TEST(ParserTest, WithoutItsLexiconThereIsNone) {
  ExpectRefused({.lexicon_path = "/nowhere/dict.txt"}, "/nowhere/dict.txt");
  const std::string broken = Broken("broken.txt");
  ExpectRefused({.lexicon_path = broken}, broken);
}

TEST(ParserTest, OneCharacterIsARecord) {
  const auto parser = Parser::Create({});
  ASSERT_TRUE(parser.ok()) << parser.status();
  for (const char* text : {"字", "a", "。", "“", "\xEE\x80\x80"}) {
    const auto issue = (*parser)->Parse(text, {});
    ASSERT_TRUE(issue.ok()) << issue.status();
    EXPECT_EQ(issue->account.entries_size(), 1) << text;
    EXPECT_EQ(issue->account.unassigned_bytes(), 0u) << text;
  }
}

TEST(ParserTest, EndsWhereNobodyWaitsForItAnyMore) {
  const auto parser = Parser::Create({});
  ASSERT_TRUE(parser.ok()) << parser.status();
  int most = 0;
  const auto parse = [&](int last) {
    int asked = 0;
    const auto issue = (*parser)->Parse("渡船夜航\n\n灯塔重亮。", {}, [&] {
      most = std::max(most, ++asked);
      return asked > last ? absl::CancelledError("gone") : absl::OkStatus();
    });
    return issue.status();
  };
  EXPECT_TRUE(parse(1000).ok());
  ASSERT_GE(most, 3);
  for (int last = 0; last < most; ++last) EXPECT_TRUE(absl::IsCancelled(parse(last))) << last;
}

TEST(ParserTest, WhatIsNoTextIsRefusedWithItsPlace) {
  const auto parser = Parser::Create({});
  ASSERT_TRUE(parser.ok()) << parser.status();
  EXPECT_EQ(ReasonOf((*parser)->Parse("", {}).status()), "EMPTY_TEXT");
  EXPECT_EQ(ReasonOf((*parser)->Parse("\xE2\x80\x8F", {}).status()), "EMPTY_TEXT") << "a mark of direction alone";
  EXPECT_EQ(ReasonOf((*parser)->Parse(std::string("字\0字", 7), {}).status()), "NUL_BYTE");
  EXPECT_EQ(ReasonOf((*parser)->Parse("\xFF\xFF\xFF", {.charset = "UTF-8", .date = ""}).status()), "BAD_ENCODING");
}

// A large page without form feeds: stitching is most of its time.
TEST(ParserTest, StitchingOnePageEndsWhenItIsToldTo) {
  std::string text;
  for (int i = 0; i < 400; ++i) text += "第" + std::to_string(i) + "段说的是河边的旧桥和新桥，\n\n";
  const auto parser = Parser::Create({});
  ASSERT_TRUE(parser.ok()) << parser.status();
  int asked = 0;
  const auto parsed =
      (*parser)->Parse(text, {}, [&] { return ++asked < 8 ? absl::OkStatus() : absl::CancelledError("enough"); });
  EXPECT_EQ(parsed.status().code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(asked, 8) << "not again after that";
}

}  // namespace
}  // namespace broadsheet::ingest
