#include "ingest_service/parser/credits/photo_credit.h"

#include <gtest/gtest.h>

#include <string>

namespace broadsheet::ingest {
namespace {

std::string Describe(const std::optional<PhotoCredit>& found) {
  if (!found) return "none";
  std::string result;
  for (const PrintedCredit& credit : found->credits) {
    result += (result.empty() ? "" : " ") + credit.name + ":" +
              record::v1::CreditRole_Name(credit.role).substr(std::string("CREDIT_ROLE_").size());
  }
  return result;
}

// E2
TEST(PhotoCreditTest, LinesUnderAPicture) {
  const auto read = [](std::string_view line) { return Describe(ParsePhotoCredit(line)); };
  EXPECT_EQ(read("人民图片"), "人民图片:AGENCY");
  EXPECT_EQ(read("周 棠摄（滨江图片社）"), "周棠:PHOTOGRAPHER 滨江图片社:AGENCY");
  EXPECT_EQ(read("周棠 摄"), "周棠:PHOTOGRAPHER");
  EXPECT_EQ(read("人民图片网供图"), "人民图片网:AGENCY");
  EXPECT_EQ(read("新华社发（周棠摄）"), "新华社:AGENCY 周棠:PHOTOGRAPHER");
  EXPECT_EQ(read("新华社发"), "新华社:AGENCY");
  EXPECT_EQ(read("新华社发（市航天局 供图）"), "新华社:AGENCY 市航天局:PROVIDER");
  EXPECT_EQ(read("新华社记者 周棠 摄"), "周棠:PHOTOGRAPHER");
  EXPECT_EQ(read("本报记者 周 棠摄"), "周棠:PHOTOGRAPHER");
  EXPECT_EQ(read("周棠摄影报道（人民视觉）"), "周棠:PHOTOGRAPHER 人民视觉:AGENCY");
  EXPECT_EQ(read("受访者供图"), "受访者:PROVIDER");
  EXPECT_EQ(read("资料图片"), "");
  EXPECT_EQ(read("（资料图片）"), "");
  EXPECT_EQ(read("本版图片均由周棠摄"), "周棠:PHOTOGRAPHER");
  EXPECT_EQ(read("图片由市航天局提供"), "市航天局:PROVIDER");
  EXPECT_EQ(read("图/视觉中国"), "视觉中国:AGENCY");
  EXPECT_EQ(read("图／记者周棠"), "周棠:PHOTOGRAPHER");
  EXPECT_EQ(read("摄影：周棠"), "周棠:PHOTOGRAPHER");
}

TEST(PhotoCreditTest, OtherLinesAreNone) {
  for (const std::string line : {"图为周棠在拍摄。", "人民图片展今天开幕", "本报记者 周棠", "图为厂房", "摄影展开幕",
                                 "", "周棠", "发", "本版责编：周棠", "拍摄于三月", "周棠摄影展在临溪开幕",
                                 "为周边居民和企业提供", "把更多优质服务向社区提供", "这些设备由三家工厂的车间提供"}) {
    EXPECT_EQ(Describe(ParsePhotoCredit(line)), "none") << line;
  }
}

TEST(PhotoCreditTest, AtTheEndOfACaption) {
  const std::string caption = "图为工人在检查齿轮。新华社记者 周 棠 摄";
  const std::optional<PhotoCredit> found = FindPhotoCredit(caption);
  ASSERT_TRUE(found);
  EXPECT_EQ(caption.substr(found->range.start), "新华社记者 周 棠 摄");
  EXPECT_EQ(Describe(found), "周棠:PHOTOGRAPHER");
  EXPECT_EQ(Describe(FindPhotoCredit("图为工人在检查齿轮。（资料图片）")), "");
  EXPECT_EQ(Describe(FindPhotoCredit("图为工人在检查齿轮。周棠摄（人民视觉）")), "周棠:PHOTOGRAPHER 人民视觉:AGENCY");
  EXPECT_EQ(Describe(FindPhotoCredit("图为工人在检查齿轮（周棠 摄）")), "周棠:PHOTOGRAPHER");
  EXPECT_EQ(Describe(FindPhotoCredit("图为工人在检查齿轮。")), "none");
}

TEST(PhotoCreditTest, AtTheEndOfACaptionWithoutAMark) {
  EXPECT_EQ(Describe(FindPhotoCredit("3月8日，工人在检查齿轮 本报记者 周棠/摄")), "周棠:PHOTOGRAPHER");
  EXPECT_EQ(Describe(FindPhotoCredit("3月8日，工人在检查齿轮 人民视觉")), "人民视觉:AGENCY");
  EXPECT_EQ(Describe(FindPhotoCredit("工人在检查齿轮 人民视觉")), "none");
  EXPECT_EQ(Describe(FindPhotoCredit("3月8日，工人在检查齿轮 再次开工")), "none");
}

}  // namespace
}  // namespace broadsheet::ingest
