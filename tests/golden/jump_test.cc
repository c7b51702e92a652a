// Articles that go on on another page of the issue.
#include <gtest/gtest.h>

#include <string>

#include "ingest_service/parser/parser.h"
#include "tests/support/expected_page.h"

namespace broadsheet::ingest {
namespace {

using record::v1::Record;

constexpr char kFirstPage[] =
    "01 要闻\n\n河口新桥今日合龙\n两岸往来只要十分钟\n\n滨江时报记者 顾 宁\n\n"
    "河口新桥昨天上午合龙，两岸的渡船将在下个月停航。大桥全长两公里，桥墩的浇筑用了三年，施工队在江心（下转第2版）\n";
constexpr char kSecondPage[] =
    "02 综合\n\n（上接第1版）筑起围堰，赶在汛期之前完成了水下作业。\n\n船老大说，渡船停航以后他要到桥头开一家面馆。\n\n"
    "老街修起消防通道\n\n滨江时报记者 贺一鸣\n\n老街的居民昨天看到，窄巷口装上了新的消防栓。\n";

ParsedIssue Parsed(const std::string& text) {
  static const auto* const parser = new auto(Parser::Create({}));
  return (*parser).value()->Parse(text, {}).value();
}

const Record& Bridge(const ParsedIssue& issue) {
  for (const Record& record : issue.records) {
    if (record.headline().text() == "河口新桥今日合龙两岸往来只要十分钟") return record;
  }
  static const auto* const none = new Record;
  return *none;
}

TEST(JumpTest, TheContinuationIsJoinedInMidSentence) {
  const ParsedIssue issue = Parsed(std::string(kFirstPage) + "\f" + kSecondPage);
  const Record& bridge = Bridge(issue);
  EXPECT_EQ(testing::BodyOf(bridge),
            "河口新桥昨天上午合龙，两岸的渡船将在下个月停航。大桥全长两公里，桥墩的浇筑用了三年，施工队在江心"
            "筑起围堰，赶在汛期之前完成了水下作业。\n船老大说，渡船停航以后他要到桥头开一家面馆。");
  EXPECT_EQ(bridge.truncation(), record::v1::TRUNCATION_UNSPECIFIED);
  ASSERT_EQ(bridge.seams_size(), 1);
  EXPECT_GT(bridge.seams(0).confidence(), 0.9);
  EXPECT_EQ(issue.records.size(), 2u);
  EXPECT_EQ(issue.account.unassigned_bytes(), 0u);
  const auto& joins = issue.explanations[bridge.ordinal()].joins;
  ASSERT_EQ(joins.size(), 2u);
  ASSERT_EQ(joins[0].evidence_size(), 1);
  EXPECT_EQ(joins[0].evidence(0).name(), "jump");
}

TEST(JumpTest, WhatPointsToAPageThatIsNotThereIsTruncated) {
  const ParsedIssue issue = Parsed(kFirstPage);
  EXPECT_EQ(Bridge(issue).truncation(), record::v1::TRUNCATION_JUMP_MISSING);
  EXPECT_TRUE(testing::BodyOf(Bridge(issue)).ends_with("施工队在江心"));
}

TEST(JumpTest, AContinuationWithoutItsBeginningIsAFragment) {
  const ParsedIssue issue = Parsed(kSecondPage);
  ASSERT_EQ(issue.records.size(), 2u);
  EXPECT_EQ(issue.records[0].kind(), record::v1::RECORD_KIND_FRAGMENT);
  EXPECT_EQ(issue.records[0].truncation(), record::v1::TRUNCATION_START_MISSING);
  EXPECT_EQ(issue.records[1].headline().text(), "老街修起消防通道");
}

TEST(JumpTest, AnArticleMayGoOnOnAThirdPage) {
  const std::string second =
      "02 综合\n\n（上接第1版）筑起围堰，赶在汛期之前完成了水下作业，船老大说，渡船停航以后他（下转第3版）\n";
  const std::string third = "03 副刊\n\n（上接第2版）要到桥头开一家面馆，桥上的人都来得及吃一碗热面。\n";
  const ParsedIssue issue = Parsed(std::string(kFirstPage) + "\f" + second + "\f" + third);
  ASSERT_EQ(issue.records.size(), 1u);
  EXPECT_NE(testing::BodyOf(issue.records[0]).find("施工队在江心筑起围堰"), std::string::npos);
  EXPECT_NE(testing::BodyOf(issue.records[0]).find("渡船停航以后他要到桥头开一家面馆"), std::string::npos);
  EXPECT_EQ(issue.records[0].truncation(), record::v1::TRUNCATION_UNSPECIFIED);
  EXPECT_EQ(issue.account.unassigned_bytes(), 0u);
}

TEST(JumpTest, ArticlesThatPointAtEachOtherAreNotLost) {
  const std::string first =
      "01 "
      "要闻\n\n（上接第2版）河口新桥昨天上午合龙，两岸的渡船将在下个月停航，大桥全长两公里，施工队在江心（下转第2版）"
      "\n";
  const std::string second =
      "02 综合\n\n（上接第1版）筑起围堰，赶在汛期之前完成了水下作业，船老大说，渡船停航以后他（下转第1版）\n";
  const ParsedIssue issue = Parsed(first + "\f" + second);
  ASSERT_EQ(issue.records.size(), 1u);
  EXPECT_NE(testing::BodyOf(issue.records[0]).find("施工队在江心筑起围堰"), std::string::npos);
  EXPECT_EQ(issue.account.unassigned_bytes(), 0u);
}

TEST(JumpTest, EachArticleTakesItsOwnContinuation) {
  const std::string first = std::string(kFirstPage) +
                            "\n老街修起消防通道\n\n滨江时报记者 贺一鸣\n\n老街的居民昨天看到，窄巷口装上了新的消防栓。"
                            "街道办请来消防员，教居民怎样（下转第2版）\n";
  const std::string second =
      "02 综合\n\n（上接第1版）接上水带，在一分钟内打开消防栓。街道办说，老街的消防演练每月都有。\n\n"
      "（上接第1版）筑起围堰，赶在汛期之前完成了桥墩的水下作业。渡船的船老大说，大桥通车以后渡船停航。\n";
  const ParsedIssue issue = Parsed(first + "\f" + second);
  ASSERT_EQ(issue.records.size(), 2u);
  EXPECT_NE(testing::BodyOf(issue.records[0]).find("施工队在江心筑起围堰"), std::string::npos);
  EXPECT_NE(testing::BodyOf(issue.records[1]).find("教居民怎样接上水带"), std::string::npos);
}

}  // namespace
}  // namespace broadsheet::ingest
