#include "ingest_service/parser/classify/jump.h"

#include <gtest/gtest.h>

namespace broadsheet::ingest {
namespace {

// `to 3`, `from 1`, `none`
std::string Read(std::string_view line) {
  const auto jump = FindJump(line);
  return jump ? (jump->onward ? "to " : "from ") + jump->page : "none";
}

TEST(JumpTest, PointsToAPageOrBack) {
  const auto onward = FindJump("桥墩的浇筑已经完成。（下转第3版）");
  ASSERT_TRUE(onward);
  EXPECT_TRUE(onward->onward);
  EXPECT_EQ(onward->page, "3");
  const auto back = FindJump("（上接第1版）");
  ASSERT_TRUE(back);
  EXPECT_FALSE(back->onward);
  EXPECT_TRUE(FindJump("（下转第 版）"));
  EXPECT_FALSE(FindJump("他在下转车站换乘。"));
}

TEST(JumpTest, InLatinScript) {
  EXPECT_EQ(Read("(Continued on Page A4)"), "to A4");
  EXPECT_EQ(Read("CONTINUED FROM PAGE 1"), "from 1");
  EXPECT_EQ(Read("les commerçants doutent que Suite page 4"), "to 4");
  EXPECT_EQ(Read("Suite de la page 1"), "from 1");
  EXPECT_EQ(Read("Fortsetzung auf Seite 4"), "to 4");
  EXPECT_EQ(Read("Fortsetzung von Seite 1"), "from 1");
  EXPECT_EQ(Read("Pasa a la página 4"), "to 4");
  EXPECT_EQ(Read("Viene de la página 1"), "from 1");
  EXPECT_EQ(Read("It was continued on page 4 of the atlas, he said."), "none");
}

TEST(JumpTest, EachJumpBecomesAUnit) {
  std::vector<TextUnit> units =
      Split("桥墩的浇筑已经完成，（下转第3版）\n\n（上接第1版）合龙定在初五。\n\n没有指向的一段。").units;
  SeparateJumps(units);
  std::vector<std::string> texts;
  for (const TextUnit& unit : units) texts.push_back(unit.passage.text);
  EXPECT_EQ(texts, (std::vector<std::string>{"桥墩的浇筑已经完成，", "（下转第3版）", "（上接第1版）", "合龙定在初五。",
                                             "没有指向的一段。"}));
  EXPECT_FALSE(WholeJump(texts[0]));
  EXPECT_TRUE(WholeJump(texts[1]));
}

TEST(JumpTest, TheirWordsMayStandInTheTextToo) {
  const auto jump = FindJump("全市上下要做到上接天线、下接地气，把好事办实。（下转第3版）");
  ASSERT_TRUE(jump);
  EXPECT_TRUE(jump->onward);
  EXPECT_EQ(jump->page, "3");
  EXPECT_FALSE(FindJump("上接天线、下接地气，才能把好事办实。"));
  EXPECT_FALSE(FindJump("他在第3版校样上签了字，转第二天上机。"));
}

TEST(JumpTest, ToSeveralPagesOrALetteredOne) {
  EXPECT_EQ(Read("夜航灯亮了。（下转第二、三版）"), "to 二");
  EXPECT_EQ(Read("夜航灯亮了。（下转4、5版）"), "to 4");
  EXPECT_EQ(Read("夜航灯亮了。（下转A03）"), "to A03");
  EXPECT_EQ(Read("夜航灯亮了。（转第3版）"), "to 3");
  EXPECT_EQ(Read("（上接A01）灯下的渡船"), "from A01");
  EXPECT_EQ(Read("夜航灯亮了（转）"), "none");
}

TEST(JumpTest, ArrowsOrBracketsOfAnyNumberStandAround) {
  EXPECT_EQ(Read(">>下转A03版"), "to A03");
  EXPECT_EQ(Read("►►►下转2版"), "to 2");
  EXPECT_EQ(Read("(紧转A4版)"), "to A4");
  EXPECT_EQ(Read("<<上接A01版"), "from A01");
  EXPECT_EQ(Read("‹‹上接1版››"), "from 1");
  for (const char* line : {">>下转A03版", "►►►下转2版>>", "(紧转A4版)", "<<上接A01版"})
    EXPECT_TRUE(WholeJump(line)) << line;
}

TEST(JumpTest, PointersThatTheTextDoesNotFollow) {
  for (const char* line : {"（相关报道见第3版）", "详见A03版", "更多内容详见4版、5版", "（全文见第2版）",
                           "▶图文报道见今日第二版", "（渡口的夜航灯见3版）", "（未完待续）"}) {
    EXPECT_TRUE(IsPointer(line)) << line;
  }
  for (const char* line :
       {"渡口的夜航灯看得见3版样稿", "第3版", "（顾宁）", "（下转第3版）", "船工说，夜里也看得见。"}) {
    EXPECT_FALSE(IsPointer(line)) << line;
  }
}

TEST(JumpTest, OnePageHasOneNumber) {
  EXPECT_EQ(PageNumber("03"), "3");
  EXPECT_EQ(PageNumber("３"), "3");
  EXPECT_EQ(PageNumber("三"), "3");
  EXPECT_EQ(PageNumber("十二"), "12");
  EXPECT_EQ(PageNumber("二十一"), "21");
  EXPECT_EQ(PageNumber("一〇"), "10");
  EXPECT_EQ(PageNumber("a03"), "A3");
  EXPECT_EQ(PageNumber(""), "");
}

}  // namespace
}  // namespace broadsheet::ingest
