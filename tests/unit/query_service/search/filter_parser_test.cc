#include "query_service/search/filter_parser.h"

#include <gtest/gtest.h>

#include <random>

#include "common/status/error.h"
#include "tests/unit/query_service/search/tree_text.h"

namespace broadsheet::query {
namespace {

// The tree, or "@" and the error's position.
std::string Parsed(std::string_view filter) {
  const auto tree = ParseFilter(filter);
  if (tree.ok()) return TreeText(*tree);
  EXPECT_EQ(tree.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(tree.status()), "BAD_FILTER");
  return "@" + MetadataOf(tree.status(), "position");
}

TEST(FilterParserTest, EmptyIsAll) {
  EXPECT_EQ(Parsed(""), "all");
  EXPECT_EQ(Parsed("  "), "all");
}

TEST(FilterParserTest, OrBindsTighterThanAnd) {
  EXPECT_EQ(Parsed("page=1 AND page=2 OR page=3"), "and(page==1 or(page==2 page==3))");
  EXPECT_EQ(Parsed("page=1 page=2 OR page=3 AND page=4"), "and(page==1 or(page==2 page==3) page==4)");
  EXPECT_EQ(Parsed("(page=1 AND page=2) OR page=3"), "or(and(page==1 page==2) page==3)");
}

TEST(FilterParserTest, Negation) {
  EXPECT_EQ(Parsed("NOT page=1"), "not(page==1)");
  EXPECT_EQ(Parsed("-page=1"), "not(page==1)");
  EXPECT_EQ(Parsed("-(page=1 OR page=2)"), "not(or(page==1 page==2))");
  EXPECT_EQ(Parsed("page=-1"), "page==-1");
  EXPECT_EQ(Parsed("-\"水\""), "not(\"水\")");
}

TEST(FilterParserTest, Strings) {
  EXPECT_EQ(Parsed("section = \"要聞\""), "section=\"要闻\"") << "folded";
  EXPECT_EQ(Parsed("section = '要闻'"), "section=\"要闻\"");
  EXPECT_EQ(Parsed("section=要闻"), "section=\"要闻\"");
  EXPECT_EQ(Parsed("section != x"), "not(section=\"x\")");
  EXPECT_EQ(Parsed("headline:芯片"), "headline~\"芯片\"");
  EXPECT_EQ(Parsed("headline.text = a"), "headline=\"a\"");
  EXPECT_EQ(Parsed("speaker.name = \"林小满\""), "speaker=\"林小满\"");
  EXPECT_EQ(Parsed("name = publications/p/issues/i/records/r"), "name=\"publications/p/issues/i/records/r\"");
  EXPECT_EQ(Parsed("language = zh-Hans"), "language=\"zh-hans\"");
  EXPECT_EQ(Parsed("headline = a.b"), "headline=\"a.b\"");
}

TEST(FilterParserTest, RepeatedFieldsHaveValues) {
  EXPECT_EQ(Parsed("reporters:\"周行\""), "reporter=\"周行\"");
  EXPECT_EQ(Parsed("reporters:周*"), "reporter^\"周\"");
  EXPECT_EQ(Parsed("speaker.titles:代表"), "title=\"代表\"");
  EXPECT_EQ(Parsed("keywords:(水稻 OR 小麦)"), "or(keyword=\"水稻\" keyword=\"小麦\")");
  EXPECT_EQ(Parsed("keywords:(水稻 AND -小麦)"), "and(keyword=\"水稻\" not(keyword=\"小麦\"))");
}

TEST(FilterParserTest, Wildcards) {
  EXPECT_EQ(Parsed("section=\"要*\""), "section^\"要\"");
  EXPECT_EQ(Parsed("section=\"*闻\""), "section$\"闻\"");
  EXPECT_EQ(Parsed("section=*要*"), "section~\"要\"");
  EXPECT_EQ(Parsed("section:*"), "section?");
  EXPECT_EQ(Parsed("section=\"a*b\""), "section=\"a*b\"") << "inside it is text";
  EXPECT_EQ(Parsed("section=\"\\*\""), "section=\"*\"");
  EXPECT_EQ(Parsed("section=\"a\\*\""), "section=\"a*\"");
  EXPECT_EQ(Parsed("section=\"***\""), "section~\"*\"");
}

TEST(FilterParserTest, Escapes) {
  EXPECT_EQ(Parsed(R"(section="a\"b\\c\nd")"), "section=\"a\"b\\c\nd\"");
  EXPECT_EQ(Parsed(R"(section='a\'b"c')"), "section=\"a'b\"c\"");
  EXPECT_EQ(Parsed(R"(section="a\qb")"), "@10");
}

TEST(FilterParserTest, Numbers) {
  EXPECT_EQ(Parsed("page>=3 ordinal<2"), "and(page>=3 ordinal<2)");
  EXPECT_EQ(Parsed("page:3"), "page==3");
  EXPECT_EQ(Parsed("page=\"3\""), "page==3");
  EXPECT_EQ(Parsed("page=x"), "@5");
  EXPECT_EQ(Parsed("page=3*"), "@5");
  EXPECT_EQ(Parsed("page=99999999999999999999"), "@5");
}

TEST(FilterParserTest, Dates) {
  EXPECT_EQ(Parsed("date = 1970-01-02"), "and(date>=1 date<=1)");
  EXPECT_EQ(Parsed("date >= \"1970-02\""), "and(date>none date>=31)");
  EXPECT_EQ(Parsed("date > 1970"), "and(date>none date>364)");
  EXPECT_EQ(Parsed("date <= 1970-01"), "and(date>none date<=30)");
  EXPECT_EQ(Parsed("date < 1970-01-01"), "and(date>none date<0)");
  EXPECT_EQ(Parsed("date != 1970-01-01"), "not(and(date>=0 date<=0))");
  EXPECT_EQ(Parsed("date:*"), "date>none");
  for (const char* bad : {"2024-02-30", "2024-13", "24", "2024-1-1", "yesterday", "0000", "2024-01-01T00"}) {
    EXPECT_EQ(Parsed(std::string("date = ") + bad), "@7") << bad;
  }
}

TEST(FilterParserTest, KindsAndBools) {
  EXPECT_EQ(Parsed("kind = PHOTO"), "kind==3");
  EXPECT_EQ(Parsed("kind = RECORD_KIND_PHOTO"), "kind==3");
  EXPECT_EQ(Parsed("kind:(PHOTO OR NOTICE)"), "or(kind==3 kind==4)");
  EXPECT_EQ(Parsed("kind = photo"), "@7");
  EXPECT_EQ(Parsed("kind < PHOTO"), "@5");
  EXPECT_EQ(Parsed("truncated = true"), "truncated==1");
  EXPECT_EQ(Parsed("truncated != false"), "not(truncated==0)");
  EXPECT_EQ(Parsed("truncated = yes"), "@12");
}

TEST(FilterParserTest, Text) {
  EXPECT_EQ(Parsed("body:\"AI+安全\""), "body:\"ai+安全\"");
  EXPECT_EQ(Parsed("body = x"), "@5");
  EXPECT_EQ(Parsed("body:\"\""), "@5");
  EXPECT_EQ(Parsed("水稻 育种"), R"(and("水稻" "育种"))");
}

TEST(FilterParserTest, ErrorsSayWhere) {
  EXPECT_EQ(Parsed("colour = red"), "@0");
  EXPECT_EQ(Parsed("page=1 AND colour = red"), "@11");
  EXPECT_EQ(Parsed("section < x"), "@8");
  EXPECT_EQ(Parsed("page = "), "@7");
  EXPECT_EQ(Parsed("= 3"), "@0");
  EXPECT_EQ(Parsed("page=1 AND"), "@10");
  EXPECT_EQ(Parsed("page=1 OR"), "@9");
  EXPECT_EQ(Parsed("AND page=1"), "@0");
  EXPECT_EQ(Parsed("NOT"), "@3");
  EXPECT_EQ(Parsed("page=1 AND (page=2"), "@11");
  EXPECT_EQ(Parsed("page=1)"), "@6");
  EXPECT_EQ(Parsed("page=1, page=2"), "@6");
  EXPECT_EQ(Parsed("()"), "@1");
  EXPECT_EQ(Parsed("section=\"x"), "@8");
  EXPECT_EQ(Parsed("\"page\" = 1"), "@0");
  EXPECT_EQ(Parsed("speaker. = 1"), "@9");
  EXPECT_EQ(Parsed("page:(1 OR page=2)"), "@15");
}

TEST(FilterParserTest, OperatorsOfOtherLanguagesAreRefused) {
  for (const char* wrong : {"and", "And", "or", "not", "&&", "||", "&", "|"}) {
    EXPECT_EQ(Parsed("kind = PHOTO " + std::string(wrong) + " page = 1"), "@13") << wrong;
  }
  EXPECT_EQ(Parsed("keywords:(水稻 or 小麦)"), "@17");
  EXPECT_EQ(Parsed("keywords:and"), "keyword=\"and\"");
  EXPECT_EQ(Parsed("\"and\" \"||\" andy"), R"(and("and" "||" "andy"))");
  EXPECT_NE(ParseFilter("page = 1 and page = 2").status().message().find("want AND"), std::string::npos);
}

TEST(FilterParserTest, NamesAreWholeOnes) {
  EXPECT_EQ(Parsed("issue = publications/p/issues/2025-04-12"), "issue=\"publications/p/issues/2025-04-12\"");
  EXPECT_EQ(Parsed("issue = \"*/issues/2025-04-12\""), "issue$\"/issues/2025-04-12\"");
  EXPECT_EQ(Parsed("issue = \"publications/p/*\""), "issue^\"publications/p/\"");
  EXPECT_EQ(Parsed("issue:2025-04"), "issue~\"2025-04\"");
  EXPECT_EQ(Parsed("issue = \"2025-04-12\""), "@8");
  EXPECT_EQ(Parsed("issue != 2025-04*"), "@9");
  EXPECT_EQ(Parsed("name = publications/p/issues/i"), "@7");
  EXPECT_EQ(Parsed("publication_id = publications/p"), "@17");
}

TEST(FilterParserTest, DaysThatThereAreNotAreToldFromOtherText) {
  const auto message = [](std::string_view filter) { return std::string(ParseFilter(filter).status().message()); };
  EXPECT_NE(message("date = \"2025-02-30\"").find("calendar"), std::string::npos);
  EXPECT_NE(message("date = \"yesterday\"").find("YYYY-MM-DD"), std::string::npos);
}

TEST(FilterParserTest, FunctionsAreRefused) {
  EXPECT_EQ(Parsed("page=1 AND regex(headline, \"x\")"), "@11");
  EXPECT_EQ(Parsed("date > timestamp(\"2024\")"), "@7");
}

TEST(FilterParserTest, SizeIsLimited) {
  const auto nested = [](int depth) { return std::string(depth, '(') + "page=1" + std::string(depth, ')'); };
  EXPECT_EQ(Parsed(nested(60)), "page==1");
  EXPECT_EQ(Parsed(nested(65)), "@64");
  EXPECT_EQ(Parsed(std::string(60000, '(')), "@64");
  EXPECT_EQ(Parsed(std::string(kMaxFilterBytes + 1, 'a')), "@65536");
  std::string many;
  for (int i = 0; i < 2000; ++i) many += "a ";
  EXPECT_EQ(Parsed(many).substr(0, 1), "@");
}

// Whatever comes, it ends with a tree or a position inside the filter.
TEST(FilterParserTest, AnyCharactersAreAnswered) {
  constexpr std::string_view kPieces[] = {"page",       "date",
                                          "=",          ":",
                                          "<",          ">=",
                                          "!=",         "!",
                                          "\"",         "'",
                                          "\\",         "(",
                                          ")",          ".",
                                          ",",          "-",
                                          "*",          " ",
                                          "AND ",       "OR ",
                                          "NOT ",       "1",
                                          "2024-01-01", "水",
                                          "\xFF",       std::string_view("\0", 1)};
  std::mt19937 random(11);
  for (int round = 0; round < 30000; ++round) {
    std::string filter;
    for (int n = random() % 14; n >= 0; --n) filter += kPieces[random() % std::size(kPieces)];
    const auto tree = ParseFilter(filter);
    if (tree.ok()) continue;
    ASSERT_EQ(ReasonOf(tree.status()), "BAD_FILTER");
    ASSERT_LE(std::stoul(MetadataOf(tree.status(), "position")), filter.size());
  }
}

}  // namespace
}  // namespace broadsheet::query
