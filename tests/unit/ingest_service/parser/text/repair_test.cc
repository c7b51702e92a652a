#include "ingest_service/parser/text/repair.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace broadsheet::ingest {
namespace {

constexpr char kLong[] =
    "考察组认为，河口新桥的建设要把防洪和通行放在一起谋划，先修好引桥两侧的排水渠，再铺设人行步道和照明设施，"
    "最后开放车辆通行，让两岸居民在汛期到来以前就能安全往返。";

struct Repaired {
  std::vector<std::string> texts;
  std::vector<Repetition> repetitions;
};

Repaired RepairText(const std::string& text) {
  SplitText split = Split(text);
  Repaired repaired;
  repaired.repetitions = Repair(split.units);
  for (const TextUnit& unit : split.units) repaired.texts.push_back(unit.passage.text);
  return repaired;
}

TEST(RepairTest, ARepeatedParagraphGoes) {
  const std::string text = std::string(kLong) + "\n\n" + kLong + "\n\n" + kLong;
  const Repaired repaired = RepairText(text);
  EXPECT_EQ(repaired.texts.size(), 1u);
  ASSERT_EQ(repaired.repetitions.size(), 2u);
  EXPECT_EQ(repaired.repetitions[0].repeats_start, 0u);
  EXPECT_EQ(repaired.repetitions[0].repeats_end, std::string(kLong).size());
}

TEST(RepairTest, AParagraphThatAnEarlierOneEndsWithGoes) {
  const std::string part = std::string(kLong).substr(std::string("考察组认为，").size());
  const Repaired repaired = RepairText(std::string(kLong) + "\n\n另一段文字。\n\n" + part);
  EXPECT_EQ(repaired.texts.size(), 2u);
}

TEST(RepairTest, AnEchoedOpenTailIsCutOff) {
  const std::string tail = "有效收集两岸各村镇的出行和水位情况，以";
  const Repaired repaired = RepairText("第一件事是" + tail + "\n\n第二件事讲到一半忽然" + tail);
  ASSERT_EQ(repaired.texts.size(), 2u);
  EXPECT_EQ(repaired.texts[1], "第二件事讲到一半忽然");
}

TEST(RepairTest, ALoopAtTheEndIsCutToOneTurn) {
  const std::string turn = "带动两岸居民增收致富，";
  const Repaired repaired = RepairText("这座桥将" + turn + turn + turn);
  ASSERT_EQ(repaired.texts.size(), 1u);
  EXPECT_EQ(repaired.texts[0], "这座桥将" + turn);
}

TEST(RepairTest, BoilerplateAtTheEndOfSentencesStays) {
  const std::string end = "经综合研判，诊断为轻微伤，均已离院回家休养。";
  EXPECT_EQ(RepairText("甲村村民落水，" + end + "\n\n乙村村民落水，" + end).repetitions.size(), 0u);
}

TEST(RepairTest, SignaturesOfTheSameReportersStay) {
  const std::string signature = "（本报记者 顾宁 通讯员 周小棠）";
  const Repaired repaired = RepairText("夜航灯亮了，心里踏实了。" + signature + "\n\n引桥的裂缝当天修好。" + signature);
  EXPECT_EQ(repaired.repetitions.size(), 0u);
}

TEST(RepairTest, AParagraphUnderAnotherHeadlineStays) {
  const std::string text =
      "临溪港务公告\n" + std::string(kLong) + "\n第一件事是疏浚航道。\n河口船厂公告\n" + kLong + "\n第二件事是修船坞。";
  EXPECT_EQ(RepairText(text).repetitions.size(), 0u);
}

TEST(RepairTest, AParagraphOnAnotherPageStays) {
  EXPECT_EQ(RepairText(std::string(kLong) + "\n\f" + kLong).repetitions.size(), 0u);
}

TEST(RepairTest, APageThatStandsThereTwiceGoesOnce) {
  const std::string page =
      "老码头的石阶修好以后，挑担的人不再绕路，茶馆也把桌子摆到了江边，傍晚坐满了等船的乘客和刚刚收工的船工，灯一直亮到"
      "半夜。\n\n" +
      std::string(kLong) +
      "\n\n县里的水文站在上游新添了两处雨量计，数据每十分钟传回一次，船班是否停航由值班员据此决定，并在渡口的屏幕上写明"
      "原因和时间。"
      "\n\n";
  const Repaired repaired = RepairText(page + "\f" + page);
  EXPECT_EQ(repaired.texts.size(), 3u);
  EXPECT_EQ(repaired.repetitions.size(), 3u);
}

TEST(RepairTest, ARefrainStays) {
  EXPECT_EQ(RepairText("船歌里这样唱。渡口啊，我的家乡！渡口啊，我的家乡！").repetitions.size(), 0u);
}

TEST(RepairTest, ADoubledWordStays) { EXPECT_EQ(RepairText("带动农民增收增收，效果明显。").repetitions.size(), 0u); }

}  // namespace
}  // namespace broadsheet::ingest
