#include "ingest_service/parser/text/characters.h"

#include <gtest/gtest.h>

namespace broadsheet::ingest {
namespace {

TEST(CharactersTest, LatinWordsAreJoinedWithASpace) {
  EXPECT_TRUE(NeedsSpace("the harbour", "light"));
  EXPECT_TRUE(NeedsSpace("in 2025", "2,000 lamps"));
  EXPECT_FALSE(NeedsSpace("渡口的", "夜航灯"));
  EXPECT_FALSE(NeedsSpace("渡口", "AI"));
}

TEST(CharactersTest, ANumberOfAChineseTextIsNotDivided) {
  EXPECT_FALSE(NeedsSpace("夜航灯增至3", "8盏"));
  EXPECT_FALSE(NeedsSpace("夜航灯增至 12", "80盏"));
  EXPECT_FALSE(NeedsSpace("渡口建设5", "G基站"));
}

TEST(CharactersTest, ANumberOrACodeOfAChineseTextIsNotDivided) {
  EXPECT_FALSE(NeedsSpace("增速分别为12.3%和11.", "1%，高于平均"));
  EXPECT_FALSE(NeedsSpace("渡口（厂）(夜航灯)", "2号"));
  EXPECT_FALSE(NeedsSpace("乘坐C", "A4172航班"));
  EXPECT_FALSE(NeedsSpace("网址www.exam", "ple.com。"));
  EXPECT_TRUE(NeedsSpace("演出《Night", "Ferry》"));
  EXPECT_FALSE(NeedsSpace("渡口所在区的单位GD", "P能耗下降"));
  EXPECT_FALSE(NeedsSpace("渡口走廊（IIO", "E）"));
  EXPECT_TRUE(NeedsSpace("THE RIVER", "BRIDGE OPENS"));
  EXPECT_TRUE(NeedsSpace("NEW", "YORK"));
}

TEST(CharactersTest, SentencesEndBeforeClosingMarksOfAnyLanguage) {
  EXPECT_TRUE(EndsSentence("灯亮了。”"));
  EXPECT_TRUE(EndsSentence("« Le pont ferme. »"));
  EXPECT_TRUE(EndsSentence("„Die Brücke ist alt.“"));
  EXPECT_FALSE(EndsSentence("他说：“"));
}

}  // namespace
}  // namespace broadsheet::ingest
