#include "ingest_service/parser/classify/table_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest_service/parser/classify/classify.h"
#include "tests/unit/ingest_service/parser/test_model.h"

namespace broadsheet::ingest {
namespace {

using ::testing::ElementsAre;

TEST(TableLineTest, RowsPairsAndIndexes) {
  for (const char* line : {"渡口指数 2750.30 +3.08 +0.11%", "18:30 渡口新闻", "1 临溪 24 14 13 51"}) {
    EXPECT_EQ(TableLineOf(line), TableLine::kRow) << line;
  }
  EXPECT_EQ(TableLineOf("顾长河  河口渡船站大副"), TableLine::kPair);
  EXPECT_EQ(TableLineOf("陶春燕（女）　河口中心小学教师"), TableLine::kPair);
  EXPECT_EQ(TableLineOf("渡口添了十盏夜航灯  3版"), TableLine::kIndex);
  EXPECT_EQ(TableLineOf("A03 渡口添了十盏夜航灯"), TableLine::kIndex);
}

TEST(TableLineTest, HeadlinesAreNone) {
  for (const char* line : {"渡口添了十盏夜航灯 照亮两岸回家路", "渡 口 添 了 夜 航 灯", "前3月货运量增12% 港口迎开门红",
                           "本报记者 顾 宁", "3月8日 渡口开航", "渡口18:30 停航。"}) {
    EXPECT_EQ(TableLineOf(line), TableLine::kNone) << line;
  }
}

TEST(TableLineTest, ATableIsNoPartOfTheNextHeadline) {
  std::vector<Role> roles;
  const std::vector<Label> labels =
      Classify(Split("18:30 渡口新闻\n19:00 老街故事\n\n渡口添了十盏夜航灯\n本报记者 顾宁\n\n"
                     "入冬以后，早晚两班渡船都在夜里开，船工们说，灯亮了，心里也就踏实了。\n")
                   .units,
               TestModel());
  for (const Label& label : labels) roles.push_back(label.role);
  EXPECT_THAT(roles, ElementsAre(Role::kBody, Role::kBody, Role::kTitle, Role::kByline, Role::kBody));
  EXPECT_TRUE(labels[0].in_table && labels[1].in_table);
}

TEST(TableLineTest, TheLinesOfAnIndexAreFurniture) {
  std::vector<Label> labels(3);
  labels[0] = {Role::kFurniture, record::v1::FURNITURE_TYPE_LABEL, true};
  LabelTables(Split("导读\n\n渡口添了十盏夜航灯  3版\n\n老街开了夜校，居民排队报名\n").units, labels);
  EXPECT_EQ(labels[1].role, Role::kFurniture);
  EXPECT_EQ(labels[2].role, Role::kBody);
}

}  // namespace
}  // namespace broadsheet::ingest
