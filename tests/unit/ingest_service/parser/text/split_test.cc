#include "ingest_service/parser/text/split.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace broadsheet::ingest {
namespace {

std::vector<std::string> Texts(std::string_view decoded) {
  std::vector<std::string> texts;
  for (const TextUnit& unit : Split(decoded).units) texts.push_back(unit.passage.text);
  return texts;
}

TEST(SplitTest, FormFeedsSeparatePagesAndEmptyLinesBlocks) {
  const SplitText split = Split("甲\n乙\n\n丙\f丁");
  ASSERT_EQ(split.units.size(), 4u);
  EXPECT_EQ(split.pages.size(), 2u);
  EXPECT_EQ(split.units[0].block, split.units[1].block);
  EXPECT_NE(split.units[1].block, split.units[2].block);
  EXPECT_EQ(split.units[3].page, 1);
}

TEST(SplitTest, LinesWrappedAtOneWidthAreJoined) {
  const std::string text =
      "　　河口的渡船每天清晨六点出发，\n载着两岸的菜农和学生来回八趟，\n船老大说这条水路走了三十年整，\n今年要停了。\n"
      "　　新桥的合龙定在下个月的初五，\n那一天沿江的村子都会放鞭炮来，\n庆祝走路只要十分钟的新日子吧。\n";
  EXPECT_EQ(Texts(text).size(), 2u);
}

TEST(SplitTest, AnIndentedFirstLineIsAsFullAsTheOthers) {
  const std::string text =
      "　　河口的渡船每天清晨六点\n出发，载着两岸的菜农和学生\n来回八趟，船老大说这条水路\n走了三十年整。\n\n"
      "　　新桥的合龙定在下个月的\n初五，那一天沿江的村子都会\n放鞭炮来庆祝只要十分钟的新\n日子。\n";
  EXPECT_EQ(Texts(text).size(), 2u);
}

TEST(SplitTest, AListOfEqualLinesDoesNotMakeAPageWrapped) {
  const std::string paragraph =
      "河口的渡船每天清晨六点出发，载着两岸的菜农和学生来回八趟，船老大说这条水路走了三十年整，今年要停了，新桥的合龙"
      "定在下个月的初五，那一天沿江的村子都会放鞭炮来庆祝。\n\n";
  const std::string list =
      "顾长河  河口渡船站大副\n陶春燕  河口中心小学教师\n周文山  码头装卸队的班长\n秦月娥  夜市东街的店主人\n";
  EXPECT_EQ(Texts(paragraph + paragraph + list).size(), 6u);
}

constexpr std::string_view kIndentedPage =
    "河口新桥合龙\n本报记者 王小二\n"
    "　　河口的渡船每天清晨六点出发。\n　　新桥的合龙定在下个月初五。\n　　老船工说这条水路走了三十年。\n"
    "一条在别处断开的句子从这里接着说下去，它没有缩进。\n码头夜市开张\n　　夜市在码头边上。\n";

TEST(SplitTest, WhereParagraphsAreIndentedTheirIndentationsDivideBlocks) {
  const SplitText split = Split(kIndentedPage);
  std::vector<int> blocks;
  for (const TextUnit& unit : split.units) blocks.push_back(unit.block);
  EXPECT_EQ(blocks, (std::vector<int>{0, 0, 1, 2, 3, 4, 5, 6}));
}

TEST(SplitTest, BlocksOfLaterPagesCountOn) {
  const SplitText split = Split(std::string(kIndentedPage) + "\f" + std::string(kIndentedPage));
  EXPECT_EQ(split.units.back().block, 13);
}

constexpr std::string_view kWrappedPage =
    "　　河口的渡船每天清晨六点\n出发，载着两岸的菜农和学生\n来回八趟，船老大说这条水路\n走了三十年整。\n"
    "　　新桥的合龙定在下个月的\n初五，那一天沿江的村子都会\n放鞭炮来庆祝只要十分钟的新\n日子，大家已经等了很多年！\n"
    "码头边的夜市今晚正式开张了\n四十个摊位\n本报记者 王小二\n"
    "　　夜市就在码头边上，摊位\n都是渡船的老乘客开的，卖的\n是江鲜和豆花，还有新桥模样\n的糖画。\n"
    "　　散市在十点。\n　　明晚再来。\n";

TEST(SplitTest, AHeadlineAsWideAsTheTextAboveItStaysApart) {
  const std::vector<std::string> texts = Texts(kWrappedPage);
  ASSERT_EQ(texts.size(), 8u);
  EXPECT_EQ(texts[2], "码头边的夜市今晚正式开张了");
  EXPECT_EQ(texts[3], "四十个摊位");
}

TEST(SplitTest, AColumnThatGoesOnWithoutAnIndentationIsOneText) {
  const std::string text = std::string(kWrappedPage) +
                           "两岸的人都说这座桥来得正好\n，以后看病上学都不必再等那\n一班渡船，夜里也能回家，要\n是";
  const std::vector<std::string> texts = Texts(text);
  ASSERT_EQ(texts.size(), 9u);
  EXPECT_TRUE(texts[8].starts_with("两岸的人"));
  EXPECT_TRUE(texts[8].ends_with("要是"));
}

TEST(SplitTest, APageOfShortParagraphsShowsItsWidth) {
  const std::string text =
      "　　河口的渡船每天清晨六点\n出发，载着两岸的菜农和学生\n过江。\n　　新桥的合龙定在下个月的\n初五，沿江的村子都会"
      "庆祝好\n"
      "几天。\n　　夜市就在码头边上，摊位\n都是渡船的老乘客开的。（完）\n码头边的夜市今晚正式开张了\n　　散市在十点。\n"
      "　　明晚再来。\n";
  const std::vector<std::string> texts = Texts(text);
  ASSERT_EQ(texts.size(), 6u);
  EXPECT_TRUE(texts[2].ends_with("（完）"));
}

TEST(SplitTest, ADeckUnderAFullHeadlineStaysApart) {
  const std::string wrapped =
      "河口的渡船每天清晨六点出发，\n载着两岸的菜农和学生来回八趟，\n船老大说这条水路走了三十年整，\n今年要停了。\n\n";
  const std::vector<std::string> texts = Texts(wrapped + "码头边的夜市今晚正式开张了\n——四十个摊位\n\n" + wrapped);
  ASSERT_EQ(texts.size(), 4u);
  EXPECT_EQ(texts[2], "——四十个摊位");
}

TEST(SplitTest, AShortLineBehindAColumnsEndBeginsAHeadline) {
  std::string text;
  for (int i = 0; i < 12; ++i) text += kWrappedPage;
  text +=
      "　　夜市就在码头边上，摊位\n都是渡船的老乘客开的，卖的\n渡口添了夜航灯\n本报记者 王小二\n"
      "　　入冬以后，早晚两班渡船\n都在夜里开，船工们说，灯亮\n了，心里踏实。\n";
  const SplitText split = Split(text);
  EXPECT_TRUE(split.pages[0].runs_on);
  const auto head = std::find_if(split.units.begin(), split.units.end(),
                                 [](const TextUnit& unit) { return unit.passage.text == "渡口添了夜航灯"; });
  ASSERT_NE(head, split.units.end());
  EXPECT_TRUE(head[-1].passage.text.ends_with("卖的"));
}

TEST(SplitTest, LinesOfAHeadlineStayApart) {
  EXPECT_EQ(Texts("加快建设河口新桥\n造福两岸沿江百姓\n\n一段正文。").size(), 3u);
}

TEST(SplitTest, LatinLinesAreJoinedWithASpace) {
  std::string text;
  for (int i = 0; i < 4; ++i) text += "the ferry leaves at six in the morning and\n";
  text += "returns at night.\n";
  const std::vector<std::string> texts = Texts(text);
  ASSERT_EQ(texts.size(), 1u);
  EXPECT_NE(texts[0].find("and the ferry"), std::string::npos);
}

TEST(SplitTest, WordsDividedAtALinesEndArePutTogether) {
  std::string text;
  for (int i = 0; i < 4; ++i)
    text += "the ferry leaves at six in the morning tow-\nards the northern islands of the bay so that\n";
  const std::vector<std::string> texts = Texts(text);
  ASSERT_EQ(texts.size(), 1u);
  EXPECT_NE(texts[0].find("morning towards the"), std::string::npos) << texts[0];
}

}  // namespace
}  // namespace broadsheet::ingest
