// Whatever a text holds, each of its bytes is accounted for exactly once, and
// spans point to the bytes they say. Pages are composed, then damaged.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "common/text/utf8.h"
#include "ingest_service/parser/parser.h"
#include "tests/support/page_composer.h"
#include "tests/support/parsed_issue_check.h"

namespace broadsheet::ingest {
namespace {

ParsedIssue Parse(const std::string& text) {
  static const auto* const parser = new auto(Parser::Create({}));
  auto parsed = (*parser).value()->Parse(text, {});
  EXPECT_TRUE(parsed.ok()) << parsed.status();
  return parsed.ok() ? *std::move(parsed) : ParsedIssue();
}

void ExpectSound(const std::string& text) { EXPECT_EQ(testing::BrokenPromise(text, Parse(text)), ""); }

std::vector<size_t> Starts(const std::string& text) {
  std::vector<size_t> starts;
  for (size_t at = 0; at < text.size(); NextCharacter(text, at)) starts.push_back(at);
  return starts;
}

// Cuts, repeats, moves, deletes or replaces a few stretches of whole characters.
std::string Damaged(std::string text, std::mt19937& random) {
  for (int i = 0; i < 6; ++i) {
    const std::vector<size_t> starts = Starts(text);
    if (starts.size() < 8) break;
    const auto any = [&](size_t limit) { return static_cast<size_t>(random() % limit); };
    const size_t from = starts[any(starts.size())];
    const size_t to = starts[std::min(starts.size() - 1, any(starts.size()))];
    const std::string stretch =
        text.substr(std::min(from, to), std::min<size_t>(600, std::max(from, to) - std::min(from, to)));
    const std::string whole = ReplaceInvalidUtf8(stretch);
    static const char* const kStrange[] = {"”",    "\n\n", "（", "\f",  "\xE2\x80\x8F", "\xEE\x80\x80",
                                           "\x01", "　",   "。", "记者"};
    switch (any(5)) {
      case 0:
        text.resize(std::max(from, to));
        break;
      case 1:
        text.insert(from, whole);
        break;
      case 2:
        text.insert(from, "\n\n" + whole + "\n\n");
        break;
      case 3:
        text.erase(std::min(from, to), std::min<size_t>(std::max(from, to) - std::min(from, to), 600));
        text = ReplaceInvalidUtf8(text);
        break;
      default:
        text.insert(from, kStrange[any(std::size(kStrange))]);
    }
  }
  return text + "。";
}

TEST(AccountTest, ClosesOverPagesAndOverDamagedOnes) {
  const auto articles = testing::ReadInventedArticles(BROADSHEET_SOURCE_DIR "/tests/golden/articles/invented.txt");
  std::mt19937 random(7);
  for (uint32_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE(seed);
    const auto page = testing::ComposePage(articles, static_cast<testing::Layout>(seed % 3), seed);
    ExpectSound(page.text);
    for (int i = 0; i < 4; ++i) ExpectSound(Damaged(page.text, random));
    if (HasFailure()) return;
  }
}

std::string Repeated(std::string_view text, size_t times) {
  std::string result;
  for (size_t i = 0; i < times; ++i) result += text;
  return result;
}

TEST(AccountTest, ClosesOverHostileTexts) {
  const std::string texts[] = {
      "字",
      "a",
      "。",
      Repeated("长", 350000),
      Repeated("标题一行\n\n", 500),
      Repeated("正文没有标题，只是一段接着一段地写下去。\n\n", 2000),
      Repeated("“", 5000),
      Repeated("（”\n", 3000),
      Repeated("\xEE\x80\x80\x01\x02\xE2\x80\x8F\n", 500),
      Repeated("\xE2\x80\x8F\xE2\x80\xAE文\n\n", 500),
      Repeated("图为某地一景。\n\n新华社发\n\n", 2000),
      Repeated("下转第2版\n\f上接第1版\n", 300),
      Repeated("■某报记者 王小明\n\n", 1000),
      "\xEF\xBB\xBF"
      "带有字节顺序标记的一行。",
      Repeated("\n", 5000) + "末行",
      Repeated("同一块写了一万遍\n\n", 10000),
      Repeated("问：何时？\n\n答：王建伟说“好”。\n\n", 500),
      Repeated("王建伟建议，先修路；同时，再架桥；", 2000),
      Repeated("“‘「『《（【", 2000) + "\n\n" + Repeated("】）》』」’”", 2000),
      Repeated("图为渡口的夜航灯。\n\n渡口的夜航灯在夜里开着，船工说好。\n\n", 300),
      Repeated("Continued on page 3\nBridge closed\nContinued from page 1\n\f", 200),
      "\xE2\x80\x8F" + Repeated("渡口\xE2\x80\xAB添了灯\xE2\x80\xAC\n\n\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D\n\n", 300),
      Repeated("一\f", 500),
  };
  for (const std::string& text : texts) {
    SCOPED_TRACE(text.substr(0, 40));
    ExpectSound(text);
  }
}

TEST(AccountTest, ClosesOverHeadlinesAlone) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "河口第" + std::to_string(i) + "座新桥今日合龙\n两岸往来只要十分钟\n\n";
  ExpectSound(text);
}

TEST(AccountTest, ClosesOverTextsWithoutAHeadline) {
  std::string text;
  for (int i = 0; i < 1000; ++i) {
    text += "第" + std::to_string(i) +
            "天，渡船清晨六点出发，载着两岸的菜农和学生来回八趟，船老大说这条水路走了三十年整。\n\n";
  }
  const ParsedIssue issue = Parse(text);
  EXPECT_EQ(testing::BrokenPromise(text, issue), "");
  EXPECT_EQ(issue.account.unassigned_bytes(), 0u);
}

TEST(AccountTest, ClosesOverTenThousandDifferentBlocks) {
  std::string text;
  for (int i = 0; i < 10000; ++i) text += "第" + std::to_string(i) + "块写的是另一件事\n\n";
  ExpectSound(text);
}

}  // namespace
}  // namespace broadsheet::ingest
