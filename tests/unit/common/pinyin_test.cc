#include "common/text/pinyin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(PinyinTest, ReadingsHaveNoTones) {
  EXPECT_THAT(ReadingsOf(U'雷'), ElementsAre("lei"));
  EXPECT_THAT(ReadingsOf(U'绿'), ElementsAre("lv"));
  EXPECT_THAT(ReadingsOf(U'重'), ElementsAre("zhong", "chong"));
  EXPECT_THAT(ReadingsOf(U'a'), IsEmpty());
  EXPECT_THAT(ReadingsOf(U'，'), IsEmpty());
}

TEST(PinyinTest, SpellsNames) {
  EXPECT_THAT(SpellingsOf("雷军"), ElementsAre(Pinyin{"leijun", "lj"}));
  EXPECT_THAT(SpellingsOf("劳尔·卡斯特罗"), Contains(Pinyin{"laoerkasiteluo", "lekstl"}));
  EXPECT_THAT(SpellingsOf("ai公司5g"), ElementsAre(Pinyin{"aigongsi5g", "aigs5g"}));
  EXPECT_THAT(SpellingsOf("·，"), IsEmpty());
}

TEST(PinyinTest, SurnamesAndPlacesHaveTheirReadings) {
  const std::pair<const char*, const char*> names[] = {
      {"单田芳", "shantianfang"}, {"曾国藩", "zengguofan"}, {"解晓东", "xiexiaodong"}, {"仇英", "qiuying"},
      {"重庆", "chongqing"},      {"长春", "changchun"},    {"银行", "yinhang"},       {"西藏", "xizang"}};
  for (const auto& [text, full] : names) {
    bool found = false;
    for (const Pinyin& spelling : SpellingsOf(text)) found = found || spelling.full == full;
    EXPECT_TRUE(found) << text;
  }
}

TEST(PinyinTest, ManyReadingsAreBounded) {
  std::string text;
  for (int i = 0; i < 30; ++i) text += "重";
  EXPECT_EQ(SpellingsOf(text).size(), kMaxSpellings);
  EXPECT_EQ(SpellingsOf(text).front().full.substr(0, 10), "zhongzhong");
}

TEST(PinyinTest, WhatIsTyped) {
  EXPECT_EQ(TypedPinyin("lei jun"), "leijun");
  EXPECT_EQ(TypedPinyin("xi'an"), "xian");
  EXPECT_EQ(TypedPinyin("lü"), "lv");
  EXPECT_EQ(TypedPinyin("雷j"), "");
}

}  // namespace
}  // namespace broadsheet
