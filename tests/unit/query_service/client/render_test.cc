#include "query_service/client/render.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet::query {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

record::v1::Record Article() {
  record::v1::Record record;
  record.set_kind(record::v1::RECORD_KIND_ARTICLE);
  record.set_publication("滨江时报");
  record.set_page(1);
  record.mutable_headline()->set_text("老街灯火");
  record.add_reporters()->set_name("顾宁");
  record.add_paragraphs()->set_text("灯亮了。");
  return record;
}

TEST(RenderTest, RecordShowsHeadlineBylineAndBody) {
  const std::string out = RenderRecord(Article(), {});
  EXPECT_THAT(out, HasSubstr("老街灯火\n"));
  EXPECT_THAT(out, HasSubstr("by: 顾宁"));
  EXPECT_THAT(out, HasSubstr("灯亮了。"));
  EXPECT_THAT(out, HasSubstr("滨江时报 · page 1 · article"));
}

TEST(RenderTest, SaysWhatIsMissing) {
  auto record = Article();
  record.set_truncation(record::v1::TRUNCATION_END_MISSING);
  EXPECT_THAT(RenderRecord(record, {}), HasSubstr("the end is missing"));
}

TEST(RenderTest, WrapsAtTheWidthCountingHanAsTwo) {
  auto record = Article();
  record.mutable_paragraphs(0)->set_text("一二三四五六七八");
  const std::string out = RenderRecord(record, {.width = 12});
  EXPECT_THAT(out, HasSubstr("    一二三四\n    五六七八\n"));
}

TEST(RenderTest, WrapsBetweenWords) {
  auto record = Article();
  record.mutable_paragraphs(0)->set_text("the lamp burns 水lamp");
  EXPECT_THAT(RenderRecord(record, {.width = 12}), HasSubstr("    the lamp\n    burns 水\n    lamp\n"));
  record.mutable_paragraphs(0)->set_text("a lighthousekeeper");
  EXPECT_THAT(RenderRecord(record, {.width = 12}), HasSubstr("    a \n    lighthou\n    sekeeper\n"));
}

TEST(RenderTest, MarksMatchesInsideTheirSnippet) {
  v1::SearchResult result;
  *result.mutable_record() = Article();
  auto* snippet = result.add_snippets();
  snippet->set_field("paragraphs[0].text");
  snippet->set_start(3);
  snippet->set_text("亮了。");
  auto* highlight = snippet->add_highlights();
  highlight->set_start(6);
  highlight->set_end(9);
  EXPECT_THAT(RenderResult(result, 1, {}), HasSubstr("…亮【了】。…"));
}

TEST(RenderTest, IgnoresHighlightsOutsideTheirSnippet) {
  v1::SearchResult result;
  auto* snippet = result.add_snippets();
  snippet->set_text("水");
  auto* highlight = snippet->add_highlights();
  highlight->set_start(100);
  highlight->set_end(200);
  EXPECT_THAT(RenderResult(result, 1, {}), Not(HasSubstr("【")));
}

TEST(RenderTest, SummarySaysHowFarBehindTheAnswerIs) {
  v1::SearchRecordsResponse response;
  response.set_total_size(3);
  response.set_total_size_exact(true);
  response.mutable_freshness()->add_logs()->set_lag_entries(7);
  EXPECT_EQ(RenderSummary(response, {}), "3 found, 7 entries behind\n");
}

}  // namespace
}  // namespace broadsheet::query
