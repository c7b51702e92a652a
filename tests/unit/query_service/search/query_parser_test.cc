#include "query_service/search/query_parser.h"

#include <gtest/gtest.h>

#include <random>

#include "common/status/error.h"
#include "common/text/utf8.h"
#include "tests/unit/query_service/search/tree_text.h"

namespace broadsheet::query {
namespace {

std::string Parsed(std::string_view query) {
  const auto tree = ParseQuery(query);
  return tree.ok() ? TreeText(*tree) : ReasonOf(tree.status());
}

TEST(QueryParserTest, WordsAreAnded) {
  EXPECT_EQ(Parsed("水稻"), "\"水稻\"");
  EXPECT_EQ(Parsed(" 水稻　育种\t基地 "), R"(and("水稻" "育种" "基地"))");
  EXPECT_EQ(Parsed("水稻 AND 育种"), R"(and("水稻" "育种"))");
}

TEST(QueryParserTest, FoldsText) { EXPECT_EQ(Parsed("臺灣 ＡＩ"), "and(\"台湾\" \"ai\")"); }

TEST(QueryParserTest, NothingIsAll) {
  EXPECT_EQ(Parsed(""), "all");
  EXPECT_EQ(Parsed(" \n　"), "all");
}

TEST(QueryParserTest, WordsKeepTheirMarks) {
  EXPECT_EQ(Parsed("AI+安全"), "\"ai+安全\"");
  EXPECT_EQ(Parsed("C# C++ 劳尔·卡斯特罗"), R"(and("c#" "c++" "劳尔·卡斯特罗"))");
  EXPECT_EQ(Parsed("http://a.example f(x) 5\"屏"), R"~(and("http://a.example" "f(x)" "5"屏"))~");
  EXPECT_EQ(Parsed("甲，乙"), "\"甲,乙\"");
}

TEST(QueryParserTest, Phrases) {
  EXPECT_EQ(Parsed("\"new york\""), "\"new york\"");
  EXPECT_EQ(Parsed("\"甲 OR (乙\"丙"), R"(and("甲 or (乙" "丙"))");
  EXPECT_EQ(Parsed("\"-\" 甲"), R"(and("-" "甲"))");
}

TEST(QueryParserTest, OrBindsTighterThanSpace) {
  EXPECT_EQ(Parsed("a b OR c d"), R"(and("a" or("b" "c") "d"))");
  EXPECT_EQ(Parsed("(a b) OR c"), R"(or(and("a" "b") "c"))");
  EXPECT_EQ(Parsed("a OR b OR c"), R"(or("a" "b" "c"))");
  EXPECT_EQ(Parsed("a or b"), R"(and("a" "or" "b"))");
}

TEST(QueryParserTest, Not) {
  EXPECT_EQ(Parsed("a -b"), R"(and("a" not("b")))");
  EXPECT_EQ(Parsed("-(a b)"), R"(not(and("a" "b")))");
  EXPECT_EQ(Parsed("-\"a b\" NOT c"), R"(and(not("a b") not("c")))");
  EXPECT_EQ(Parsed("a-b a--b"), R"(and("a-b" "a--b"))");
  EXPECT_EQ(Parsed("-(-b)"), "\"b\"");
  EXPECT_EQ(Parsed("--b"), "\"--b\"");
}

TEST(QueryParserTest, Fields) {
  EXPECT_EQ(Parsed("headline:芯片"), "headline:\"芯片\"");
  EXPECT_EQ(Parsed("org:\"a b\" -speaker:c"), R"(and(org:"a b" not(speaker:"c")))");
  EXPECT_EQ(Parsed("quote:(a person:b OR c)"), R"(and(quote:"a" or(person:"b" quote:"c")))");
  EXPECT_EQ(Parsed("headline:-a"), "not(headline:\"a\")");
  EXPECT_EQ(Parsed("title:a headline: b"), R"(and("title:a" "headline:" "b"))");
}

TEST(QueryParserTest, Prefix) {
  EXPECT_EQ(Parsed("econ*"), "\"econ\"*");
  EXPECT_EQ(Parsed("经济*"), "\"经济\"");
  EXPECT_EQ(Parsed("\"new y\"*"), "\"new y\"*");
  EXPECT_EQ(Parsed("a*b 5**"), R"(and("a*b" "5"*))");
}

TEST(QueryParserTest, Near) {
  EXPECT_EQ(Parsed("水稻 NEAR 育种"), R"(near/14("水稻" "育种"))");
  EXPECT_EQ(Parsed("a NEAR/3 \"b c\" NEAR/2 d OR e"), R"(or(near/10("a" "b c" "d") "e"))");
  EXPECT_EQ(Parsed("headline:(a NEAR/0 b)"), R"(headline:near/2(headline:"a" headline:"b"))");
  EXPECT_EQ(Parsed("headline:a NEAR b"), R"(and(headline:"a" "b"))") << "not of one field";
  EXPECT_EQ(Parsed("econ* NEAR/0 b"), R"(near/5("econ"* "b"))");
  EXPECT_EQ(Parsed("a NEAR (b c)"), R"(and("a" "b" "c"))");
  EXPECT_EQ(Parsed("a NEAR/x b near c"), R"(and("a" "near/x" "b" "near" "c"))");
  EXPECT_EQ(Parsed("a NEAR/99999999999 b"), R"(near/1002("a" "b"))");
}

TEST(QueryParserTest, MarksWithoutPartnerAreNothing) {
  EXPECT_EQ(Parsed("\"a b"), R"(and("a" "b"))");
  EXPECT_EQ(Parsed("(a b"), R"(and("a" "b"))");
  EXPECT_EQ(Parsed("a) b"), R"(and("a" "b"))");
  EXPECT_EQ(Parsed("a OR"), "\"a\"");
  EXPECT_EQ(Parsed("OR a NEAR"), "\"a\"");
  EXPECT_EQ(Parsed("a () b"), R"(and("a" "b"))");
  EXPECT_EQ(Parsed("a - b + c 、 d"), R"(and("a" "b" "c" "d"))");
}

TEST(QueryParserTest, MarksAloneAreText) {
  EXPECT_EQ(Parsed("\""), "\"\"\"");
  EXPECT_EQ(Parsed(" OR "), "\"or\"");
  EXPECT_EQ(Parsed("- OR -"), "\"- or -\"");
  EXPECT_EQ(Parsed("()"), "\"()\"");
  EXPECT_EQ(Parsed("***"), "\"***\"");
}

TEST(QueryParserTest, SizeIsLimited) {
  EXPECT_EQ(Parsed(std::string(kMaxQueryBytes + 1, 'a')), "QUERY_TOO_LARGE");
  EXPECT_EQ(Parsed(std::string(kMaxQueryBytes, 'a')).size(), kMaxQueryBytes + 2);
  std::string words;
  for (int i = 0; i < 10000; ++i) words += "a ";
  EXPECT_EQ(Parsed(words), "QUERY_TOO_LARGE");
  const auto nested = [](int depth) { return std::string(depth, '(') + "a" + std::string(depth, ')'); };
  EXPECT_EQ(Parsed(nested(kMaxQueryDepth)), "\"a\"");
  EXPECT_EQ(Parsed(nested(kMaxQueryDepth + 1)), "QUERY_TOO_LARGE");
  std::string near = "水稻";
  for (size_t i = 0; i < kMaxNearCharacters; ++i) near += " NEAR 水";
  EXPECT_NE(Parsed(near), "QUERY_TOO_LARGE");
  EXPECT_EQ(Parsed(near + " OR 火 NEAR 水稻"), "QUERY_TOO_LARGE") << "over the whole query";
  EXPECT_EQ(Parsed(std::string(30000, '(')).size(), 30002u) << "unbalanced: text";
  EXPECT_EQ(ParseQuery(words).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(MetadataOf(ParseQuery(words).status(), "limit"), "1024");
}

// No sequence of characters is an error, and every leaf has text.
TEST(QueryParserTest, AnyCharactersParse) {
  constexpr std::string_view kPieces[] = {"\"",
                                          "(",
                                          ")",
                                          "-",
                                          " ",
                                          "OR",
                                          "AND",
                                          "NOT",
                                          "NEAR",
                                          "NEAR/2",
                                          "*",
                                          ":",
                                          "headline:",
                                          "水",
                                          "a",
                                          "\xCC\x81",
                                          "\xE2\x80\x8D",
                                          "\xFF",
                                          "\xED\xA0\x80",
                                          std::string_view("\0", 1),
                                          "\x1B",
                                          "😀",
                                          "　",
                                          "\\"};
  std::mt19937 random(7);
  for (int round = 0; round < 20000; ++round) {
    std::string query;
    for (int n = random() % 12; n >= 0; --n) query += kPieces[random() % std::size(kPieces)];
    const auto tree = ParseQuery(query);
    ASSERT_TRUE(tree.ok()) << query;
    std::vector<const TextQuery*> open = {&*tree};
    while (!open.empty()) {
      const TextQuery& node = *open.back();
      open.pop_back();
      const bool leaf = node.kind == TextQuery::Kind::kPhrase || node.kind == TextQuery::Kind::kPrefix;
      ASSERT_EQ(leaf, !node.text.empty()) << query;
      ASSERT_EQ(FindInvalidUtf8(node.text), std::string::npos) << query;
      for (const TextQuery& child : node.children) open.push_back(&child);
    }
  }
}

}  // namespace
}  // namespace broadsheet::query
