// The invented issue that comes with the repository, as a careful reader divides it.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "ingest_service/parser/parser.h"
#include "tests/support/expected_page.h"
#include "tests/support/read_file.h"

namespace broadsheet::ingest {
namespace {

using record::v1::Record;

class SampleIssueTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const auto parser = Parser::Create({});
    issue_ = new ParsedIssue(
        (*parser)->Parse(testing::ReadFile(BROADSHEET_SOURCE_DIR "/deploy/local/sample/issue.txt"), {}).value());
  }

  static const Record& Find(std::string_view headline) {
    for (const Record& record : issue_->records) {
      if (record.headline().text() == headline) return record;
    }
    ADD_FAILURE() << "no record " << headline;
    static const auto* const none = new Record;
    return *none;
  }

  static const ParsedIssue* issue_;
};

const ParsedIssue* SampleIssueTest::issue_ = nullptr;

TEST_F(SampleIssueTest, RecordsAreTheExpectedOnes) {
  std::vector<std::string> lines;
  for (const Record& record : issue_->records) {
    std::vector<std::string> names;
    for (const auto& credit : record.reporters()) names.push_back(credit.name());
    lines.push_back(RecordKind_Name(record.kind()).substr(12) + "|" + record.headline().text() + "|" +
                    absl::StrJoin(names, "、"));
  }
  EXPECT_EQ(lines, (std::vector<std::string>{
                       "LEDE|小城“智”造闯新路 老产业长出新枝芽|", "ARTICLE|让老厂房里的机器先“学会”说话|顾宁",
                       "ARTICLE|把实验室的门开到田埂上|贺一鸣", "ARTICLE|给县域养老补上“15分钟”|顾宁、陶然", "PHOTO||",
                       "ARTICLE|临溪地铁环线今日试运行全程42分钟 首周免费乘坐|方小满、许可",
                       "ARTICLE|别让“首周免费”只热闹一周|", "ARTICLE|二十年，他修好了三千把伞|骆青禾",
                       "ARTICLE|捷克研究称废弃矿井可变“充电宝”|林望舒", "NOTICE|停水公告|"}));
}

TEST_F(SampleIssueTest, TheJumpIsJoinedAndTheOrphanStaysOne) {
  EXPECT_NE(testing::BodyOf(Find("临溪地铁环线今日试运行全程42分钟 首周免费乘坐")).find("负责人介绍，早晚高峰发车间隔"),
            std::string::npos);
  EXPECT_EQ(Find("给县域养老补上“15分钟”").truncation(), record::v1::TRUNCATION_END_MISSING);
  for (const Record& record : issue_->records) {
    if (record.headline().text() != "给县域养老补上“15分钟”") {
      EXPECT_EQ(record.truncation(), record::v1::TRUNCATION_UNSPECIFIED) << record.headline().text();
    }
  }
}

TEST_F(SampleIssueTest, PartsOfHeadlinesAreKeptApart) {
  EXPECT_EQ(Find("二十年，他修好了三千把伞").headline().column().text(), "暖城故事");
  ASSERT_EQ(Find("二十年，他修好了三千把伞").headline().deck_size(), 1);
  EXPECT_EQ(Find("二十年，他修好了三千把伞").headline().deck(0).text(), "临溪老街最后一位修伞匠的坚持");
  EXPECT_EQ(Find("别让“首周免费”只热闹一周").headline().column().text(), "即时评｜");
}

TEST_F(SampleIssueTest, WhatIsThereTwiceIsTakenOut) {
  const std::string care = testing::BodyOf(Find("给县域养老补上“15分钟”"));
  EXPECT_EQ(care.find("韩知夏说，目前"), care.rfind("韩知夏说，目前"));
}

TEST_F(SampleIssueTest, EveryByteIsAccountedForAndNoTextIsLeftOver) {
  EXPECT_EQ(issue_->account.unassigned_bytes(), 0u);
  EXPECT_EQ(issue_->issue.pages_size(), 2);
  EXPECT_EQ(issue_->issue.date(), "2025-03-08");
}

}  // namespace
}  // namespace broadsheet::ingest
