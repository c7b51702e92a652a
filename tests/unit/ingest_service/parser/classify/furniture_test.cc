#include "ingest_service/parser/classify/furniture.h"

#include <gtest/gtest.h>

namespace broadsheet::ingest {
namespace {

using namespace record::v1;

TEST(FurnitureTest, TypesOfLines) {
  EXPECT_EQ(FurnitureOf("滨江时报 2025年3月8日 星期六 总第4217期", true), FURNITURE_TYPE_MASTHEAD);
  EXPECT_EQ(FurnitureOf("第03版：要闻", false), FURNITURE_TYPE_SECTION);
  EXPECT_EQ(FurnitureOf("A09 灯塔", false), FURNITURE_TYPE_SECTION);
  EXPECT_EQ(FurnitureOf("第6版 渡口", false), FURNITURE_TYPE_SECTION);
  EXPECT_EQ(FurnitureOf("B15｜夜航", false), FURNITURE_TYPE_SECTION);
  EXPECT_EQ(FurnitureOf("科技特刊", true), FURNITURE_TYPE_SECTION);
  EXPECT_EQ(FurnitureOf("责编：顾宁 美编：陶然", false), FURNITURE_TYPE_STAFF);
  EXPECT_EQ(FurnitureOf("图片报道", false), FURNITURE_TYPE_LABEL);
  EXPECT_EQ(FurnitureOf("12", false), FURNITURE_TYPE_PAGE_NUMBER);
}

TEST(FurnitureTest, TextIsNone) {
  EXPECT_FALSE(FurnitureOf("渡口的夜航灯亮了", true));
  EXPECT_FALSE(FurnitureOf("12 艘渡船", false));
  EXPECT_FALSE(FurnitureOf("3月8日，渡口的夜航灯亮了。", true));
}

TEST(FurnitureTest, Jumps) {
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

TEST(FurnitureTest, StampOfAPage) {
  PageStamp stamp;
  ReadStamp("滨江时报 2025年3月8日 星期六 总第4217期", stamp);
  ReadStamp("第03版：要闻", stamp);
  EXPECT_EQ(stamp.date, "2025-03-08");
  EXPECT_EQ(stamp.number, "总第4217期");
  EXPECT_EQ(stamp.label, "03");
  EXPECT_EQ(stamp.section, "要闻");
}

}  // namespace
}  // namespace broadsheet::ingest
