#include "ingest_service/parser/assemble/assemble.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/expected_page.h"
#include "tests/unit/ingest_service/parser/test_model.h"

namespace broadsheet::ingest {
namespace {

using record::v1::Record;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

ParsedIssue Assembled(const std::string& upload) {
  const DecodedText decoded = Decode(upload, "").value();
  const AnalyzedText analyzed = Analyze(decoded.text, TestModel());
  ParsedIssue issue;
  issue.issue.set_size_bytes(upload.size());
  issue.issue.set_date("2025-03-08");
  for (size_t p = 0; p < analyzed.pages.size(); ++p) issue.issue.add_pages()->set_section("渡口");
  Assemble(decoded, upload.size(), analyzed, Stitch(analyzed.items, TestModel()), issue);
  return issue;
}

// KIND headline, in the order of the records.
std::vector<std::string> Kinds(const ParsedIssue& issue) {
  std::vector<std::string> kinds;
  for (const Record& record : issue.records) {
    kinds.push_back(RecordKind_Name(record.kind()).substr(12) + " " + record.headline().text());
  }
  return kinds;
}

// What the account says of the bytes that `text` takes in the upload.
std::string FieldOf(const ParsedIssue& issue, const std::string& upload, std::string_view text) {
  const size_t at = upload.find(text);
  for (const auto& entry : issue.account.entries()) {
    if (entry.start() <= at && at < entry.end()) return std::to_string(entry.record()) + " " + entry.field();
  }
  return "none";
}

std::string Bytes(const std::string& upload, const record::v1::Text& text) {
  std::string bytes;
  for (const auto& span : text.spans()) bytes += upload.substr(span.start(), span.end() - span.start());
  return bytes;
}

constexpr char kLamps[] =
    "夜航季\n渡口添了十盏夜航灯\n照亮两岸回家路\n——船工说心里踏实了\n\n■滨江时报记者 顾 宁\n\n"
    "入冬以后，早晚两班渡船都在夜里开，船工们说，灯亮了，心里也就踏实了。\n\n"
    "港务站还给每条渡船配了救生衣，乘客上船前都要穿好。\n";

TEST(AssembleTest, AStampInsideAHeadlineDividesItFromNothing) {
  const std::string upload =
      "渡口添了十盏夜航灯\n照亮两岸回家路\n《滨江日报》（2025年03月08日 第05版）\n■滨江时报记者 顾 "
      "宁\ngu@example.com\n\n"
      "入冬以后，早晚两班渡船都在夜里开，船工们说，灯亮了，心里也就踏实了。\n";
  const ParsedIssue issue = Assembled(upload);
  ASSERT_THAT(Kinds(issue), ElementsAre("ARTICLE 渡口添了十盏夜航灯照亮两岸回家路"));
  ASSERT_EQ(issue.records[0].reporters_size(), 1);
  EXPECT_EQ(issue.records[0].paragraphs_size(), 1);
  EXPECT_EQ(issue.account.unassigned_bytes(), 0u);
}

TEST(AssembleTest, AHeadlineOfNothingAtAPagesEdgeIsNoArticle) {
  const ParsedIssue issue = Assembled(std::string(kLamps) + "\n渡船季票今日起可以预约\n老街夜校报名开始\n");
  EXPECT_THAT(Kinds(issue),
              ElementsAre("ARTICLE 渡口添了十盏夜航灯照亮两岸回家路", ::testing::StartsWith("FRAGMENT ")));
}

TEST(AssembleTest, ARecordHasTheHeadlinesPartsAndTheBylineWithTheirBytes) {
  const std::string upload = kLamps;
  const ParsedIssue issue = Assembled(upload);
  ASSERT_EQ(issue.records.size(), 1u);
  const Record& record = issue.records[0];
  EXPECT_EQ(record.headline().text(), "渡口添了十盏夜航灯照亮两岸回家路");
  ASSERT_EQ(record.headline().lines_size(), 2);
  ASSERT_EQ(record.headline().deck_size(), 1);
  EXPECT_EQ(record.headline().deck(0).text(), "船工说心里踏实了") << "without its dash";
  EXPECT_EQ(Bytes(upload, record.headline().deck(0)), "船工说心里踏实了");
  ASSERT_EQ(record.reporters_size(), 1);
  EXPECT_EQ(record.reporters(0).name(), "顾宁");
  EXPECT_EQ(Bytes(upload, record.reporters(0).printed()), "顾 宁");
  EXPECT_EQ(record.paragraphs_size(), 2);
  EXPECT_EQ(record.section(), "渡口");
  EXPECT_EQ(record.date(), "2025-03-08");
  EXPECT_EQ(FieldOf(issue, upload, "照亮两岸"), "0 headline.lines[1]");
  EXPECT_EQ(FieldOf(issue, upload, "——船工"), "0 headline.deck[0]");
  EXPECT_EQ(FieldOf(issue, upload, "■滨江"), "0 reporters");
  EXPECT_EQ(FieldOf(issue, upload, "港务站"), "0 paragraphs[1]");
  EXPECT_EQ(issue.account.unassigned_bytes(), 0u);
}

TEST(AssembleTest, ASignatureOnItsOwnLineIsACreditAndNoText) {
  const std::string upload =
      "渡口添了十盏夜航灯\n照亮两岸回家路\n\n入冬以后，早晚两班渡船都在夜里开，船工们说，灯亮了，心里也就踏实了。\n\n"
      "本报记者 顾 宁\n";
  const ParsedIssue issue = Assembled(upload);
  ASSERT_EQ(issue.records.size(), 1u);
  EXPECT_EQ(issue.records[0].paragraphs_size(), 1);
  ASSERT_EQ(issue.records[0].reporters_size(), 1);
  EXPECT_EQ(issue.records[0].reporters(0).name(), "顾宁");
  EXPECT_EQ(FieldOf(issue, upload, "本报记者"), "0 reporters");
  EXPECT_EQ(issue.account.unassigned_bytes(), 0u);
}

TEST(AssembleTest, ASecondSignatureStaysWithTheText) {
  const ParsedIssue issue = Assembled(std::string(kLamps) + "\n江河日报记者 陶然\n");
  ASSERT_EQ(issue.records.size(), 1u);
  ASSERT_EQ(issue.records[0].reporters_size(), 1);
  EXPECT_EQ(issue.records[0].reporters(0).name(), "顾宁");
  EXPECT_EQ(issue.records[0].paragraphs_size(), 3);
}

TEST(AssembleTest, ASpeakersLineIsKeptAsPrinted) {
  const std::string upload =
      "罗书云代表：\n渡口要建夜航灯\n\n■滨江时报记者 顾 宁\n\n渡船夜里也要开。罗书云说，灯亮了，船工心里就踏实了。\n";
  const ParsedIssue issue = Assembled(upload);
  ASSERT_EQ(issue.records.size(), 1u);
  EXPECT_EQ(issue.records[0].speaker().name(), "罗书云");
  EXPECT_EQ(Bytes(upload, issue.records[0].speaker().line()), "罗书云代表：");
  EXPECT_EQ(issue.records[0].headline().text(), "渡口要建夜航灯");
}

// Two columns cut inside a word, and a piece that nothing takes.
constexpr char kColumns[] =
    "山村小学用上了新图书馆\n\n本报记者 顾宁\n\n"
    "坐落在半山腰的青石小学，上周迎来了一座新图书馆。两千册图书摆上了书架，孩子们第一次有了自己的阅\n\n"
    "老码头改造成滨江公园\n\n本报记者 陶然\n\n"
    "经过两年施工，废弃多年的东岸码头变成了滨江公园。吊车和铁轨保留下来，成为市民散步时的风\n\n"
    "览室。校长说，图书馆每天开放到傍晚，住得远的孩子可以借书回家。\n\n"
    "景。设计师介绍，公园里种下的三百棵树都来自当地苗圃，明年还将修建一条沿江步道。\n";

TEST(AssembleTest, ASeamSaysWhereTwoPiecesMeetInTheTextAndInTheUpload) {
  const std::string upload = kColumns;
  const ParsedIssue issue = Assembled(upload);
  ASSERT_EQ(issue.records.size(), 2u);
  const Record& school = issue.records[0];
  ASSERT_EQ(school.seams_size(), 1);
  const record::v1::Seam& seam = school.seams(0);
  const std::string& text = school.paragraphs(static_cast<int>(seam.paragraph())).text();
  EXPECT_TRUE(std::string_view(text).substr(0, seam.offset()).ends_with("自己的阅"));
  EXPECT_TRUE(std::string_view(text).substr(seam.offset()).starts_with("览室。"));
  EXPECT_EQ(seam.before_end(), upload.find("\n\n老码头"));
  EXPECT_EQ(seam.after_start(), upload.find("览室。"));
  EXPECT_EQ(school.paragraphs(0).spans_size(), 2);
  EXPECT_EQ(issue.explanations[0].fragments.size(), 2u);
  ASSERT_EQ(issue.explanations[0].joins.size(), 1u);
  EXPECT_TRUE(issue.explanations[0].joins[0].inside_paragraph());
  EXPECT_GT(issue.explanations[0].joins[0].evidence_size(), 0);
}

TEST(AssembleTest, TextWithoutAHeadlineIsAFragmentAndSaysWhetherItIsCut) {
  const ParsedIssue whole = Assembled("渡船夜里也要开，船工们说，灯亮了，心里也就踏实了。\n\n两岸的村民都来看灯。\n");
  EXPECT_THAT(Kinds(whole), ElementsAre("FRAGMENT "));
  EXPECT_EQ(whole.records[0].paragraphs_size(), 2);
  EXPECT_EQ(whole.records[0].truncation(), record::v1::TRUNCATION_UNSPECIFIED);
  const ParsedIssue cut = Assembled("渡船夜里也要开，船工们说，灯亮了，心里也就踏实了，两岸的村民都来看\n");
  ASSERT_EQ(cut.records.size(), 1u);
  EXPECT_EQ(cut.records[0].truncation(), record::v1::TRUNCATION_END_MISSING);
}

TEST(AssembleTest, APhotoThatStandsForItselfIsARecordWithItsCaption) {
  const std::string upload = std::string(kLamps) +
                             "\n近年来，青石县把老茶园连成一片，修起栈道和观景台，邀请游客春天进山采茶。\n\n"
                             "图为青石县的茶农在采茶。（周 棠摄）\n\n滨江图片社供图\n";
  const ParsedIssue issue = Assembled(upload);
  ASSERT_THAT(Kinds(issue), ElementsAre("ARTICLE 渡口添了十盏夜航灯照亮两岸回家路", "PHOTO "));
  const Record& photo = issue.records[1];
  EXPECT_EQ(photo.paragraphs_size(), 2) << "the scene and the caption";
  ASSERT_EQ(photo.captions_size(), 1);
  EXPECT_EQ(photo.captions(0).text().text(), "图为青石县的茶农在采茶。");
  EXPECT_EQ(Bytes(upload, photo.captions(0).text()), "图为青石县的茶农在采茶。");
  ASSERT_EQ(photo.captions(0).credits_size(), 2);
  EXPECT_EQ(photo.captions(0).credits(0).name(), "周棠");
  EXPECT_EQ(photo.captions(0).credits(1).role(), record::v1::CREDIT_ROLE_AGENCY);
  EXPECT_EQ(photo.credits_size(), 2);
  EXPECT_EQ(FieldOf(issue, upload, "图为青石县"), "1 paragraphs[1]");
}

TEST(AssembleTest, APhotoOfWhatAnArticleTellsBelongsToIt) {
  const std::string upload = std::string(kLamps) + "\n图为渡口添了十盏夜航灯以后的江面。\n\n周 棠摄\n";
  const ParsedIssue issue = Assembled(upload);
  ASSERT_EQ(issue.records.size(), 1u);
  const Record& record = issue.records[0];
  ASSERT_EQ(record.captions_size(), 1);
  EXPECT_EQ(record.captions(0).text().text(), "图为渡口添了十盏夜航灯以后的江面。");
  ASSERT_EQ(record.captions(0).credits_size(), 1);
  EXPECT_EQ(record.captions(0).credits(0).name(), "周棠");
  ASSERT_EQ(record.credits_size(), 1);
  EXPECT_EQ(record.paragraphs_size(), 2);
  EXPECT_EQ(FieldOf(issue, upload, "图为渡口"), "0 captions[0].text");
  EXPECT_EQ(FieldOf(issue, upload, "周 棠"), "0 captions[0].credits");
}

TEST(AssembleTest, APhotoOfSomethingElseStaysApart) {
  const ParsedIssue issue = Assembled(std::string(kLamps) + "\n图为青石县的茶农在采茶。\n\n周 棠摄\n");
  EXPECT_THAT(Kinds(issue), ElementsAre("ARTICLE 渡口添了十盏夜航灯照亮两岸回家路", "PHOTO "));
  EXPECT_EQ(issue.records[0].captions_size(), 0);
}

TEST(AssembleTest, WhatARepetitionRepeatsIsToldWithTheRecordThatHoldsIt) {
  const std::string paragraph =
      "港务站说，十盏夜航灯都用太阳能，白天充电，夜里照明，一年下来能省下三千多度电，维护起来也方便，"
      "船工自己就能更换，坏了的灯当天就能修好，不必再等城里的师傅过江来。";
  const std::string upload = std::string(kLamps) + "\n" + paragraph + "\n\n" + paragraph + "\n";
  const ParsedIssue issue = Assembled(upload);
  ASSERT_EQ(issue.records.size(), 1u);
  EXPECT_EQ(issue.records[0].paragraphs_size(), 3);
  ASSERT_EQ(issue.explanations[0].removed.size(), 1u);
  EXPECT_EQ(issue.explanations[0].removed[0].repeats_start(), upload.find(paragraph));
}

TEST(AssembleTest, FurnitureIsInNoRecord) {
  const std::string upload = "滨江时报 2025年3月8日 星期六\n\n" + std::string(kLamps) + "\n责编：孟 夏 美编：丁一川\n";
  const ParsedIssue issue = Assembled(upload);
  ASSERT_EQ(issue.records.size(), 1u);
  EXPECT_EQ(issue.account.entries(0).furniture(), record::v1::FURNITURE_TYPE_MASTHEAD);
  EXPECT_EQ(issue.account.unassigned_bytes(), 0u);
}

TEST(AssembleTest, IdsFollowTheHeadlineAndAreNeverTheSame) {
  const ParsedIssue one = Assembled(kLamps);
  const ParsedIssue same = Assembled("03 综合\n\n" + std::string(kLamps));
  EXPECT_EQ(one.record_ids, same.record_ids);
  const ParsedIssue twice = Assembled(std::string(kLamps) + "\f" + kLamps);
  ASSERT_EQ(twice.record_ids.size(), 2u);
  EXPECT_EQ(twice.record_ids[1], twice.record_ids[0] + "-2");
}

TEST(AssembleTest, AnEmptyPageHasNoRecords) {
  const ParsedIssue issue = Assembled("\f\n\f。");
  EXPECT_EQ(issue.records.size(), 1u);
  EXPECT_THAT(Assembled("12\n").records, IsEmpty());
}

}  // namespace
}  // namespace broadsheet::ingest
