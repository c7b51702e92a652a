#include "query_service/search/snippets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "broadsheet/query/v1/query_service.pb.h"
#include "common/text/utf8.h"
#include "query_service/search/match_classes.h"
#include "query_service/search/query_parser.h"
#include "tests/unit/query_service/search/record_builder.h"

namespace broadsheet::query {
namespace {

using record::v1::Record;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<v1::Snippet> SnippetsOf(const TextQuery& query, const Record& record) {
  const auto prepared = PreparedRecord::Make("", record.SerializeAsString());
  EXPECT_NE(prepared, nullptr);
  v1::SearchResult result;
  EXPECT_TRUE(result.ParseFromString(Highlighter(query).Snippets(*prepared)));
  return {result.snippets().begin(), result.snippets().end()};
}
std::vector<v1::Snippet> SnippetsOf(std::string_view query, const Record& record) {
  const auto tree = ParseQuery(query);
  EXPECT_TRUE(tree.ok()) << tree.status();
  return SnippetsOf(*tree, record);
}

// field[highlighted text, …] of each.
template <typename Query>
std::vector<std::string> Shown(const Query& query, const Record& record) {
  std::vector<std::string> shown;
  for (const auto& snippet : SnippetsOf(query, record)) {
    std::string text = snippet.field() + "[";
    for (const auto& highlight : snippet.highlights()) {
      if (text.back() != '[') text += "|";
      text += snippet.text().substr(highlight.start() - snippet.start(), highlight.end() - highlight.start());
    }
    shown.push_back(text + "]");
  }
  return shown;
}

Record Article() {
  Record record;
  record.mutable_headline()->set_text("水稻新品种Ⅻ号");
  record.mutable_speaker()->set_name("林小满");
  record.add_paragraphs()->set_text("臺灣的ＡＩ＋安全與水稻育種。");
  record.add_paragraphs()->set_text("Cafe\u0301 economics and macroeconomics。");
  return record;
}

TEST(SnippetsTest, HighlightsAreRightUnderFolding) {
  EXPECT_THAT(Shown("台湾", Article()), ElementsAre("paragraphs[0].text[臺灣]"));
  EXPECT_THAT(Shown("ai+安全", Article()), ElementsAre("paragraphs[0].text[ＡＩ＋安全]"));
  EXPECT_THAT(Shown("xii", Article()), ElementsAre("headline.text[Ⅻ]"));
  EXPECT_THAT(Shown("ii号", Article()), ElementsAre("headline.text[Ⅻ号]")) << "the smallest run that folds to it";
  EXPECT_THAT(Shown("café", Article()), ElementsAre("paragraphs[1].text[Cafe\u0301]"));
}

TEST(SnippetsTest, WhatIsSpelledOtherwise) {
  const auto shown = [](std::string_view query, MatchClass match_class, const Record& record) {
    const auto classes = ClassQueries(*ParseQuery(query), {match_class}, [](const std::string&) { return true; });
    return Shown(classes->back().query, record);
  };
  Record record = Article();
  record.mutable_headline()->set_text("新水稻：林小满谈Ⅻ号");
  record.add_persons()->set_name("周大禾");
  record.add_paragraphs()->set_text("林小满去了Mikrosoft公司。");
  EXPECT_THAT(shown("linxiaoman", MatchClass::kPinyin, record),
              ElementsAre("headline.text[林小满]", "speaker.name[林小满]"))
      << "bodies are not searched by sound";
  EXPECT_THAT(shown("lxm", MatchClass::kPinyin, record), ElementsAre("speaker.name[林小满]"));
  EXPECT_THAT(shown("zhoudahe", MatchClass::kPinyin, record), ElementsAre("persons[0].name[周大禾]"));
  EXPECT_THAT(shown("microsoft", MatchClass::kOneEdit, record), ElementsAre("paragraphs[2].text[Mikrosoft]"));
}

TEST(SnippetsTest, OnlyWhatTheQueryAsksFor) {
  EXPECT_THAT(Shown("headline:水稻", Article()), ElementsAre("headline.text[水稻]"));
  EXPECT_THAT(Shown("水稻 -台湾", Article()), ElementsAre("headline.text[水稻]", "paragraphs[0].text[水稻]"));
  EXPECT_THAT(Shown("econ*", Article()), ElementsAre("paragraphs[1].text[econ]"));
  EXPECT_THAT(Shown("econ", Article()), ElementsAre("paragraphs[1].text[econ|econ]"));
  EXPECT_THAT(Shown("不在", Article()), IsEmpty());
  EXPECT_TRUE(Highlighter(*ParseQuery("-水稻")).empty());
}

TEST(SnippetsTest, PassagesWithMoreTermsFirst) {
  EXPECT_THAT(Shown("水稻 育种", Article()), ElementsAre("paragraphs[0].text[水稻|育種]", "headline.text[水稻]"));
  EXPECT_THAT(Shown("水稻育 稻育种", Article()), ElementsAre("paragraphs[0].text[水稻育種]")) << "overlaps are joined";
}

TEST(SnippetsTest, ATextThatIsShownWholeIsShownOnce) {
  Record record;
  std::string between;
  while (between.size() < 200) between += "春风吹过，";
  record.add_paragraphs()->set_text("设备到了，" + between + "设备开了。");
  EXPECT_THAT(Shown("设备", record), ElementsAre("paragraphs[0].text[设备|设备]"));
}

TEST(SnippetsTest, LongTextsAreCutAroundTheMatch) {
  std::string filler;
  for (int i = 0; i < 200; ++i) filler += "春风吹过田野，";
  Record record;
  UploadBuilder upload;
  upload.Print(filler + "水稻熟了。" + filler + "水稻入仓。" + filler, *record.add_paragraphs());
  const auto snippets = SnippetsOf("水稻", record);
  ASSERT_EQ(snippets.size(), 2u);
  for (const auto& snippet : snippets) {
    EXPECT_LE(snippet.text().size(), kPassageBytes * 5 / 4);
    EXPECT_GE(snippet.text().size(), kPassageBytes / 2);
    EXPECT_EQ(FindInvalidUtf8(snippet.text()), std::string::npos);
    EXPECT_EQ(snippet.text(), record.paragraphs(0).text().substr(snippet.start(), snippet.text().size()));
    ASSERT_EQ(snippet.highlights_size(), 1);
    const auto& span = snippet.highlights(0).spans(0);
    EXPECT_EQ(upload.upload().substr(span.start(), span.end() - span.start()), "水稻");
  }
}

TEST(SnippetsTest, ManyMatchesAreBounded) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "的";
  Record record;
  record.add_paragraphs()->set_text(text);
  size_t bytes = 0;
  for (const auto& snippet : SnippetsOf("的", record)) bytes += snippet.ByteSizeLong();
  EXPECT_LT(bytes, 4000u);
}

// Each ends before the next begins, and its highlights lie inside.
void ExpectApart(const std::vector<v1::Snippet>& snippets) {
  for (const v1::Snippet& a : snippets) {
    for (const auto& highlight : a.highlights()) {
      EXPECT_GE(highlight.start(), a.start());
      EXPECT_LE(highlight.end(), a.start() + a.text().size());
    }
    for (const v1::Snippet& b : snippets) {
      if (a.start() < b.start()) {
        EXPECT_LE(a.start() + a.text().size(), b.start());
      }
    }
  }
}

TEST(SnippetsTest, PassagesOfOneTextDoNotOverlap) {
  std::string filler;
  for (int i = 0; i < 40; ++i) filler += "田间";
  for (size_t between = 3; between < 240; between += 21) {
    Record record;
    record.add_paragraphs()->set_text(filler + "水稻" + filler.substr(0, between) + "小麦" + filler.substr(0, between) +
                                      "玉米" + filler);
    SCOPED_TRACE(between);
    const auto snippets = SnippetsOf("水稻 小麦 玉米", record);
    ExpectApart(snippets);
    std::string all;
    for (const std::string& shown : Shown("水稻 小麦 玉米", record)) all += shown;
    for (const char* term : {"水稻", "小麦", "玉米"}) EXPECT_NE(all.find(term), std::string::npos) << all;
  }
}

TEST(SnippetsTest, PassagesOfMatchesThatOverlapDoNot) {
  Record record;
  std::string text;
  for (int i = 0; i < 300; ++i) text += "哈";
  record.add_paragraphs()->set_text(text);
  const auto snippets = SnippetsOf("哈哈哈", record);
  ASSERT_EQ(snippets.size(), kMaxSnippets);
  ExpectApart(snippets);
  for (const v1::Snippet& snippet : snippets) EXPECT_GT(snippet.highlights_size(), 0);
}

TEST(SnippetsTest, EndWhenTheirCallDoes) {
  Record record;
  record.add_paragraphs()->set_text(std::string(size_t{1} << 20, 'a'));
  TextQuery query{.kind = TextQuery::Kind::kOr};
  for (int i = 0; i < 100; ++i) {
    query.children.push_back({.kind = TextQuery::Kind::kPhrase, .text = "b" + std::to_string(i)});
  }
  const auto prepared = PreparedRecord::Make("", record.SerializeAsString());
  int asked = 0;
  const auto second_time = [&] { return ++asked == 2; };
  EXPECT_EQ(Highlighter(query).Snippets(*prepared, second_time), "");
  EXPECT_EQ(asked, 2);
}

}  // namespace
}  // namespace broadsheet::query
