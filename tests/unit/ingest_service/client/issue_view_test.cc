#include "ingest_service/client/issue_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet::ingest {
namespace {

using record::v1::AccountEntry;
using ::testing::HasSubstr;
using ::testing::Not;

AccountEntry* AddRun(v1::GetIssueResponse& issue, uint64_t start, uint64_t end, record::v1::Fate fate) {
  AccountEntry* entry = issue.mutable_account()->add_entries();
  entry->set_start(start);
  entry->set_end(end);
  entry->set_fate(fate);
  return entry;
}

// "HEAD<b>|aaaa|junk|bbbb|aaaa|!!!!" with one seam from aaaa to bbbb.
v1::GetIssueResponse Issue() {
  v1::GetIssueResponse issue;
  AddRun(issue, 0, 7, record::v1::FATE_RECORD)->set_field("headline.lines[0].text");
  AddRun(issue, 7, 11, record::v1::FATE_RECORD)->set_field("paragraphs[0].text");
  AddRun(issue, 11, 15, record::v1::FATE_FURNITURE)->set_furniture(record::v1::FURNITURE_TYPE_MASTHEAD);
  AddRun(issue, 15, 19, record::v1::FATE_RECORD)->set_field("paragraphs[0].text");
  AddRun(issue, 19, 23, record::v1::FATE_REPETITION)->set_repeats_start(7);
  AddRun(issue, 23, 27, record::v1::FATE_UNASSIGNED);
  record::v1::Record* record = issue.add_records();
  record->mutable_headline()->set_text("HEAD<b>");
  record->add_paragraphs()->set_text("aaaabbbb");
  record::v1::Seam* seam = record->add_seams();
  seam->set_offset(4);
  seam->set_before_end(11);
  seam->set_after_start(15);
  seam->set_confidence(0.75);
  return issue;
}

constexpr std::string_view kContent = "HEAD<b>aaaajunkbbbbaaaa!!!!";

TEST(IssueViewTest, ShowsTheFateOfEveryRun) {
  const std::string html = RenderIssueView(Issue(), kContent);
  EXPECT_THAT(html, HasSubstr("data-f=\"paragraphs[0]\" style=\"--h:0\">aaaa</span>"));
  EXPECT_THAT(html, HasSubstr("<span class=\"furniture\">junk</span>"));
  EXPECT_THAT(html, HasSubstr("class=\"repetition\""));
  EXPECT_THAT(html, HasSubstr("<span class=\"unassigned\">!!!!</span>"));
}

TEST(IssueViewTest, DrawsSeamsOnBothSidesWithTheirConfidence) {
  const std::string html = RenderIssueView(Issue(), kContent);
  EXPECT_THAT(html, HasSubstr("id=\"s1a\""));
  EXPECT_THAT(html, HasSubstr("data-end=\"s1a\" data-c=\"0.75\" data-low=\"1\""));
  EXPECT_THAT(html, HasSubstr("aaaa<span class=\"seam low\">0.75</span>bbbb"));
}

TEST(IssueViewTest, ShowsTheCaptionsOfAnArticlesPhotos) {
  v1::GetIssueResponse issue = Issue();
  issue.mutable_records(0)->add_captions()->mutable_text()->set_text("the bridge");
  EXPECT_THAT(RenderIssueView(issue, kContent), HasSubstr("data-f=\"captions[0]\" style=\"--h:0\">the bridge</p>"));
  issue.mutable_records(0)->set_kind(record::v1::RECORD_KIND_PHOTO);
  EXPECT_THAT(RenderIssueView(issue, kContent), Not(HasSubstr("captions[0]")));
}

TEST(IssueViewTest, TextIsNeverMarkup) {
  const std::string html = RenderIssueView(Issue(), kContent);
  EXPECT_THAT(html, HasSubstr("HEAD&lt;b&gt;"));
  EXPECT_THAT(html, Not(HasSubstr("HEAD<b>")));
}

TEST(IssueViewTest, ReadsOtherEncodings) {
  v1::GetIssueResponse issue;
  issue.mutable_issue()->set_charset("GB18030");
  AddRun(issue, 0, 4, record::v1::FATE_UNASSIGNED);
  EXPECT_THAT(RenderIssueView(issue, "\xD6\xD0\xB9\xFA"), HasSubstr("<span class=\"unassigned\">中国</span>"));
}

TEST(IssueViewTest, NeedsNothingFromANetwork) {
  EXPECT_THAT(RenderIssueView(Issue(), kContent), Not(HasSubstr("src=")));
}

}  // namespace
}  // namespace broadsheet::ingest
