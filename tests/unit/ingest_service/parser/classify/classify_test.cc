#include "ingest_service/parser/classify/classify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/ingest_service/parser/test_model.h"

namespace broadsheet::ingest {
namespace {

using ::testing::ElementsAre;

std::vector<Role> RolesOf(std::string_view text) {
  std::vector<Role> roles;
  for (const Label& label : Classify(Split(text).units, TestModel())) roles.push_back(label.role);
  return roles;
}

TEST(ClassifyTest, ABylineInBracketsSignsTheHeadlineOverIt) {
  EXPECT_THAT(
      RolesOf("渡口添了十盏夜航灯\n（本报记者 顾宁）\n入冬以后，早晚两班渡船都在夜里开，船工说灯亮了心里踏实。\n"),
      ElementsAre(Role::kTitle, Role::kByline, Role::kBody));
}

TEST(ClassifyTest, ABylineMayStandInOneBlockWithItsText) {
  EXPECT_THAT(RolesOf("渡口添了十盏夜航灯\n■本报记者 顾宁\n早晚两班渡船都在夜里开，船工说灯亮了心里\n"),
              ElementsAre(Role::kTitle, Role::kByline, Role::kBody));
}

TEST(ClassifyTest, ThePieceOfATextOverAHeadlineIsNoPartOfIt) {
  const auto roles = RolesOf(
      "老码头的改造已经进入第二阶段，工程队在堤岸上铺好了石板，居民们盼着早日完工，能在傍晚沿江走一走。\n"
      "负责人表示，在今后三个月，\n渡口添了十盏夜航灯\n本报记者 顾宁\n"
      "入冬以后，早晚两班渡船都在夜里开，船工们说，灯亮了，心里也就踏实了，开起船来不慌。\n");
  EXPECT_THAT(roles, ElementsAre(Role::kBody, Role::kBody, Role::kTitle, Role::kByline, Role::kBody));
}

TEST(ClassifyTest, AShortSentenceOverACreditIsACaption) {
  EXPECT_THAT(RolesOf("3月8日，滨江渡口的船工在检修夜航灯。\n\n周棠 摄\n"), ElementsAre(Role::kCaption, Role::kCredit));
}

TEST(ClassifyTest, AReporterUnderACaptionTookThePicture) {
  EXPECT_THAT(RolesOf("▲滨江渡口的船工在检修夜航灯。\n\n本报记者 周棠 摄影报道\n"),
              ElementsAre(Role::kCaption, Role::kCredit));
}

}  // namespace
}  // namespace broadsheet::ingest
