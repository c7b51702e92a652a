#include "query_service/search/match_classes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"
#include "query_service/index/text_match.h"
#include "query_service/search/document.h"
#include "query_service/search/query_parser.h"

namespace broadsheet::query {
namespace {

using ::testing::ElementsAre;

record::v1::Record Record(const std::string& headline, const std::string& body, const std::string& person = "") {
  record::v1::Record record;
  record.set_name("publications/p/issues/i/records/r");
  record.mutable_headline()->set_text(headline);
  record.add_paragraphs()->set_text(body);
  if (!person.empty()) record.add_persons()->set_name(person);
  return record;
}

// The class in which a record is found; 0: in none.
int ClassOf(const record::v1::Record& record, const char* query,
            std::vector<MatchClass> allowed = {MatchClass::kScriptFolded, MatchClass::kPinyin, MatchClass::kOneEdit}) {
  const IndexDocument document = MakeDocument(1, record);
  const auto queries = ClassQueries(*ParseQuery(query), allowed, [](const std::string&) { return true; });
  EXPECT_TRUE(queries.ok()) << queries.status();
  int found = 0;
  for (const ClassQuery& candidate : *queries) {
    if (!Matches(document, candidate.query)) continue;
    EXPECT_EQ(found, 0) << "in two classes";
    found = static_cast<int>(candidate.match_class);
  }
  return found;
}

TEST(MatchClassesTest, ScriptsAreToldApart) {
  const auto simplified = Record("", "中国经济"), traditional = Record("", "中國經濟"), both = Record("", "经济與經濟");
  EXPECT_EQ(ClassOf(simplified, "经济"), 1);
  EXPECT_EQ(ClassOf(simplified, "經濟"), 2);
  EXPECT_EQ(ClassOf(traditional, "经济"), 2);
  EXPECT_EQ(ClassOf(traditional, "經濟"), 1);
  EXPECT_EQ(ClassOf(both, "经济"), 1);
  EXPECT_EQ(ClassOf(both, "經濟"), 1);
  EXPECT_EQ(ClassOf(traditional, "经济", {MatchClass::kExact}), 0);
  EXPECT_EQ(ClassOf(Record("", "水稻與ＡＩ"), "水稻 ai"), 1) << "width and case are exact";
}

TEST(MatchClassesTest, PinyinOfNamesAndHeadlines) {
  const auto record = Record("重庆长江大桥", "正文里的上海", "雷军");
  EXPECT_EQ(ClassOf(record, "leijun"), 3);
  EXPECT_EQ(ClassOf(record, "lj"), 3);
  EXPECT_EQ(ClassOf(record, "chongqing"), 3);
  EXPECT_EQ(ClassOf(record, "changjiang"), 3);
  EXPECT_EQ(ClassOf(record, "cqcj"), 0) << "initials are of whole names";
  EXPECT_EQ(ClassOf(record, "shanghai"), 0) << "only in the body";
  EXPECT_EQ(ClassOf(record, "lei"), 0) << "one character";
  EXPECT_EQ(ClassOf(record, "leijun -上海"), 0);
  EXPECT_EQ(ClassOf(record, "leijun 上海"), 3);
  EXPECT_EQ(ClassOf(record, "headline:leijun"), 0) << "a named field";
}

TEST(MatchClassesTest, OneEditOfWholeWords) {
  const auto record = Record("", "Microsoft 发布 GPT4o");
  for (const char* typed : {"Micosoft", "Micrrosoft", "Nicrosoft", "Mircosoft", "gpt4p"}) {
    EXPECT_EQ(ClassOf(record, typed), 4) << typed;
  }
  EXPECT_EQ(ClassOf(record, "Micros"), 1) << "part of it";
  EXPECT_EQ(ClassOf(record, "Mcrosft"), 0) << "two edits";
  EXPECT_EQ(ClassOf(record, "gtp"), 0) << "too short";
  EXPECT_EQ(ClassOf(record, "Microzzz"), 0);
}

TEST(MatchClassesTest, ManyTermsAreRefused) {
  std::string words;
  for (int i = 0; i < 17; ++i) words += "word" + std::to_string(i) + " ";
  const auto never = [](const std::string&) { return false; };
  const auto query = *ParseQuery(words);
  EXPECT_EQ(ReasonOf(ClassQueries(query, {MatchClass::kPinyin}, never).status()), "QUERY_TOO_LARGE");
  EXPECT_TRUE(ClassQueries(query, {MatchClass::kScriptFolded}, never).ok());
}

}  // namespace
}  // namespace broadsheet::query
