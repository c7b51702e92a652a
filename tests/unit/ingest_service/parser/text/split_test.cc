#include "ingest_service/parser/text/split.h"

#include <gtest/gtest.h>

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
