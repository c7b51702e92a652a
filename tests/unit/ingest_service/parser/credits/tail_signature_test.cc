#include "ingest_service/parser/credits/tail_signature.h"

#include <gtest/gtest.h>

#include <string>

namespace broadsheet::ingest {
namespace {

// `（记者 陈立） 陈立`: what is printed, then the names.
std::string Find(const std::string& text) {
  const std::optional<TailSignature> found = FindTailSignature(text);
  if (!found) return "none";
  std::string result = text.substr(found->range.start, found->range.end - found->range.start);
  for (const PrintedCredit& credit : found->credits) result += " " + credit.name;
  return result;
}

// C6
TEST(TailSignatureTest, SignaturesBehindTheLastSentence) {
  EXPECT_EQ(Find("河水退了。（黄晓丹 覃可立）"), "（黄晓丹 覃可立） 黄晓丹 覃可立");
  EXPECT_EQ(Find("河水退了。口黄正华"), "口黄正华 黄正华");
  EXPECT_EQ(Find("河水退了。□陈 立"), "□陈 立 陈立");
  EXPECT_EQ(Find("河水退了。（作者：本报首席记者 罗昌明）"), "（作者：本报首席记者 罗昌明） 罗昌明");
  EXPECT_EQ(Find("河水退了。（编译：陈立）1151006"), "（编译：陈立） 陈立");
  EXPECT_EQ(Find("河水退了。（记者 陈立 通讯员 周小舟）"), "（记者 陈立 通讯员 周小舟） 陈立 周小舟");
  EXPECT_EQ(Find("河水退了。 本报记者 陈立"), "本报记者 陈立 陈立");
  EXPECT_EQ(Find("河水退了。（本报记者陈立采写）"), "（本报记者陈立采写） 陈立");
  EXPECT_EQ(Find("河水退了。（記者陳立）"), "（記者陳立） 陳立");
  EXPECT_EQ(Find("河水退了。(记者 陈立) "), "(记者 陈立) 陈立");
  EXPECT_EQ(Find("河水退了。（本报评论员）"), "（本报评论员） 本报评论员");
}

TEST(TailSignatureTest, WhatOnlyLooksLikeOne) {
  for (const std::string text : {"河水退了。（作者系市作家协会秘书长）",
                                 "河水退了。（作者为大学教授）",
                                 "河水退了。（文章刊登于三月号）",
                                 "河水退了。（本版图片均由陈立摄）",
                                 "河水退了。（新华社）",
                                 "歌手是一位青年（壮族）",
                                 "河水退了。（图为现场）",
                                 "河水退了。（完）",
                                 "河水退了。（陈立 摄）",
                                 "河水退了。（资料图片）",
                                 "河水退了（见左图）。",
                                 "河水退了。",
                                 "",
                                 "（",
                                 "他叫陈立",
                                 "他问记者陈立",
                                 "河水退了。（三）",
                                 "河水退了。（上接第一版）",
                                 "河水退了。（下转第2版）",
                                 "人口",
                                 "河水退了。据了解，本报记者陈立参加了活动",
                                 "（单位：万人）"}) {
    EXPECT_EQ(Find(text), "none") << text;
  }
}

TEST(TailSignatureTest, LooksOnlyAtTheLast160Characters) {
  std::string text = "河水退了。（记者 陈立）";
  EXPECT_NE(Find(text), "none");
  for (int i = 0; i < 170; ++i) text += "水";
  EXPECT_EQ(Find(text), "none");
  std::string before;
  for (int i = 0; i < 500; ++i) before += "水";
  EXPECT_EQ(Find(before + "。（记者 陈立）"), "（记者 陈立） 陈立");
}

}  // namespace
}  // namespace broadsheet::ingest
