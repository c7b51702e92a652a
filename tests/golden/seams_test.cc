// What is cut by a column's end is extracted whole: chains of titles, lists and
// quotes across a seam, and across a repetition that was taken out.
#include <gtest/gtest.h>

#include <string>

#include "ingest_service/parser/parser.h"

namespace broadsheet::ingest {
namespace {

using record::v1::Record;

ParsedIssue Parsed(const std::string& text) {
  static const auto* const parser = new auto(Parser::Create({}));
  return (*parser).value()->Parse(text, {}).value();
}

const Record& Find(const ParsedIssue& issue, std::string_view headline) {
  for (const Record& record : issue.records) {
    if (record.headline().text() == headline) return record;
  }
  ADD_FAILURE() << "no record " << headline;
  static const auto* const none = new Record;
  return *none;
}

// Three columns side by side, each cut once, then their ends in the same order.
constexpr char kPage[] = R"(滨江时报 2025年3月8日 星期六

罗书云代表：
给船工多一条出路

■滨江时报记者 顾 宁

渡船停航以后，船工往哪里去？全国人

沈乐山委员：
让老码头重新热闹起来

■滨江时报记者 陶 然

“码头不能只剩下照片，更不能只剩下一块石碑。我们要让吊车、铁轨和仓库都活下来，成为市民愿意停

韩知夏代表：
把诊所开到船上

■滨江时报记者 贺一鸣

韩知夏在江边行医二十年。她提出四点建议：一是给每条渡船配一只药箱；二是让村医轮流上船；三是

大代表、滨江港务集团董事长、滨江航运学院院长罗书云说，船工年纪大，没有证，找工作难。

留的地方。”全国政协委员、滨江城建集团总工程师沈乐山说。

在渡口设一间急诊室。韩知夏说：“江上的事，等不得。”
)";

// F5, J1
TEST(SeamsTest, AChainOfTitlesCutInItsFirstTitle) {
  const ParsedIssue issue = Parsed(kPage);
  const auto& speaker = Find(issue, "给船工多一条出路").speaker();
  ASSERT_EQ(speaker.titles_size(), 3);
  EXPECT_EQ(speaker.titles(0).text().text(), "全国人大代表");
  EXPECT_EQ(speaker.titles(0).text().spans_size(), 2) << "on both sides of the seam";
  EXPECT_EQ(speaker.titles(1).organization(), "滨江港务集团");
  EXPECT_EQ(speaker.titles(2).organization(), "滨江航运学院");
}

// C12
TEST(SeamsTest, ArticlesOfOneReporterStayApart) {
  std::string page = kPage;
  page.replace(page.find("陶 然"), std::string("陶 然").size(), "顾 宁");
  const ParsedIssue issue = Parsed(page);
  for (const char* headline : {"给船工多一条出路", "让老码头重新热闹起来"}) {
    const Record& record = Find(issue, headline);
    ASSERT_EQ(record.reporters_size(), 1) << headline;
    EXPECT_EQ(record.reporters(0).name(), "顾宁");
    EXPECT_EQ(record.paragraphs_size(), 1);
  }
  EXPECT_TRUE(Find(issue, "给船工多一条出路").paragraphs(0).text().ends_with("找工作难。"));
}

TEST(SeamsTest, AQuoteWhoseSpeakerStandsBehindTheSeam) {
  const ParsedIssue issue = Parsed(kPage);
  const Record& record = Find(issue, "让老码头重新热闹起来");
  ASSERT_EQ(record.quotes_size(), 1);
  EXPECT_EQ(record.quotes(0).speaker(), "沈乐山");
  EXPECT_TRUE(record.quotes(0).text().ends_with("成为市民愿意停留的地方。"));
}

TEST(SeamsTest, AListWhoseThirdItemStandsBehindTheSeam) {
  const ParsedIssue issue = Parsed(kPage);
  const Record& record = Find(issue, "把诊所开到船上");
  ASSERT_EQ(record.enumerations_size(), 1);
  const auto& list = record.enumerations(0);
  EXPECT_EQ(list.kind(), record::v1::ENUMERATION_KIND_PROPOSAL);
  EXPECT_EQ(list.announced(), 4u);
  ASSERT_EQ(list.items_size(), 3) << "announced four, found three";
  EXPECT_EQ(list.items(2).text(), "在渡口设一间急诊室。");
}

// The first column ends with its sentence, and so nothing in it tells that it goes
// on: the other two tails belong to the other two heads, in their order.
constexpr char kCleanCut[] = R"(滨江时报 2025年3月8日 星期六

贺一鸣代表：
给老渡口留一条路

■滨江时报记者 顾 宁

全国人大代表、滨江航运集团董事长贺一鸣在江边走了三年，把沿岸的三十二个老渡口都看了一遍。他说，渡口停了，路也就断了，两岸的人家隔江相望，却要绕道四十里才能见面。

沈乐山委员：
让老码头重新热闹起来

■滨江时报记者 陶 然

“码头不能只剩下照片，更不能只剩下一块石碑。我们要让吊车、铁轨和仓库都活下来，成为市民愿意停

韩知夏代表：
把诊所开到船上

■滨江时报记者 贺一鸣

韩知夏在江边行医二十年。她提出三点建议：一是给每条渡船配一只药箱；二是让村医轮流上船；三是

为此，贺一鸣建议，保留其中的八个渡口，由航运集团派船，早晚各开两班，让两岸的学生和菜农有船可坐。

留的地方。”全国政协委员、滨江城建集团总工程师沈乐山说。

在渡口设一间急诊室。韩知夏说：“江上的事，等不得。”
)";

// J3, J4
TEST(SeamsTest, ACleanCutIsJoinedByTheOrderOfColumns) {
  const ParsedIssue issue = Parsed(kCleanCut);
  const Record& record = Find(issue, "给老渡口留一条路");
  ASSERT_EQ(record.paragraphs_size(), 2);
  EXPECT_TRUE(record.paragraphs(1).text().starts_with("为此，贺一鸣建议"));
  ASSERT_EQ(record.seams_size(), 1);
  EXPECT_EQ(record.seams(0).offset(), 0u) << "with a paragraph of its own";
  EXPECT_EQ(record.truncation(), record::v1::TRUNCATION_UNSPECIFIED);
  EXPECT_TRUE(Find(issue, "让老码头重新热闹起来").paragraphs(0).text().ends_with("沈乐山说。"));
  EXPECT_TRUE(Find(issue, "把诊所开到船上").paragraphs(0).text().ends_with("等不得。”"));
}

TEST(SeamsTest, AListThatARepetitionStandsIn) {
  const std::string repeated =
      "韩知夏说，江上的病人等不得，一条渡船从南岸到北岸要走二十分钟，遇上大风还要再等，村里的老人夜里发病，"
      "只能等天亮，药箱和村医都要跟着船走，急诊室也要设在渡口，不能只设在镇上。";
  const ParsedIssue issue = Parsed("韩知夏代表：\n把诊所开到船上\n\n■滨江时报记者 贺一鸣\n\n" + repeated +
                                   "\n\n她提出三点建议：一是给每条渡船配一只药箱；二是让村医轮流\n\n" + repeated +
                                   "\n\n上船；三是在渡口设一间急诊室。\n");
  const Record& record = Find(issue, "把诊所开到船上");
  ASSERT_EQ(record.enumerations_size(), 1);
  ASSERT_EQ(record.enumerations(0).items_size(), 3);
  EXPECT_EQ(record.enumerations(0).items(1).text(), "让村医轮流上船");
  EXPECT_EQ(issue.account.unassigned_bytes(), 0u);
}

}  // namespace
}  // namespace broadsheet::ingest
