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

TEST(FurnitureTest, RunningTitlesHoldNameDateNumberAndStaff) {
  EXPECT_EQ(FurnitureOf("滨江时报 2025年3月8日 02 综合", false), FURNITURE_TYPE_MASTHEAD);
  EXPECT_EQ(FurnitureOf("江城经济报 2025年3月8日 星期六", false), FURNITURE_TYPE_MASTHEAD);
  EXPECT_EQ(FurnitureOf("2025年3月8日 星期六 责任编辑：顾宁 电话：010-12345678", false), FURNITURE_TYPE_MASTHEAD);
  EXPECT_EQ(FurnitureOf("A11 要闻 江城经济报", true), FURNITURE_TYPE_MASTHEAD);
  EXPECT_EQ(FurnitureOf("www.example.com 新闻热线：010-12345678", false), FURNITURE_TYPE_PROMOTION);
  EXPECT_FALSE(FurnitureOf("2025年3月8日通车", false));
}

TEST(FurnitureTest, APapersNameMayBeAnyAtAPagesEdge) {
  EXPECT_EQ(FurnitureOf("河闻快递 2025年3月8日 星期六 第6版", true), FURNITURE_TYPE_MASTHEAD);
  EXPECT_EQ(FurnitureOf("河东报", true), FURNITURE_TYPE_MASTHEAD);
  EXPECT_EQ(FurnitureOf("《 河闻快递 》( 2025年3月8日 第 02 版 )", true), FURNITURE_TYPE_MASTHEAD);
  EXPECT_FALSE(FurnitureOf("河东报", false));
  EXPECT_FALSE(FurnitureOf("代表团听取汇报", true));
}

TEST(FurnitureTest, TextIsNone) {
  EXPECT_FALSE(FurnitureOf("渡口的夜航灯亮了", true));
  EXPECT_FALSE(FurnitureOf("12 艘渡船", false));
  EXPECT_FALSE(FurnitureOf("3月8日，渡口的夜航灯亮了。", true));
}

// A4
TEST(FurnitureTest, PartsOfPagesAndPagesSetAsOne) {
  for (const char* line :
       {"报眼", "中缝", "跨版", "通版", "中缝广告", "第06-07版 跨版", "06/07版：通版", "6—7版跨版"}) {
    EXPECT_TRUE(FurnitureOf(line, true).has_value()) << line;
  }
  for (const char* line : {"老城中缝里的书店", "跨版本升级的难题"}) {
    EXPECT_EQ(FurnitureOf(line, true), std::nullopt) << line;
  }
}

TEST(FurnitureTest, ADashOpensWhatStandsUnderAHeadline) {
  EXPECT_EQ(FurnitureOf("——2025年3月8日", true), std::nullopt);
  EXPECT_EQ(FurnitureOf("2025年3月8日", true), record::v1::FURNITURE_TYPE_MASTHEAD);
}

// A1, A2, A5 to A8
TEST(FurnitureTest, WhatPagesPrintAroundTheirArticles) {
  for (const char* line : {"2024", "星期六", "农历乙巳年二月初九", "国内统一连续出版物号 CN 11-0001", "邮发代号：1-2",
                           "www.example.com", "滨江日报社主办", "今日8版"}) {
    EXPECT_TRUE(FurnitureOf(line, true)) << line;
  }
  for (const char* line : {"图片报道", "导读", "征集", "漫画", "广告", "■图片新闻"}) {
    EXPECT_EQ(FurnitureOf(line, false), FURNITURE_TYPE_LABEL) << line;
  }
  for (const char* line : {"本版责编：顾宁", "责任编辑：顾 宁 版式设计：陶 然", "统筹：顾宁 校对：陶然"}) {
    EXPECT_EQ(FurnitureOf(line, false), FURNITURE_TYPE_STAFF) << line;
  }
  for (const char* line :
       {"扫码关注滨江时报公众号", "下载PDF", "新闻热线：0570-1234567", "本版邮箱：page@example.com"}) {
    EXPECT_EQ(FurnitureOf(line, false), FURNITURE_TYPE_PROMOTION) << line;
  }
}

TEST(FurnitureTest, AddressesAndWhatLeadsFromPageToPageOfASite) {
  for (const char* line :
       {"page@example.com", "上一版　下一版", "版面导航", "放大 缩小 默认", "下一篇：渡口添了十盏夜航灯", "分享到："}) {
    EXPECT_TRUE(FurnitureOf(line, false)) << line;
  }
  EXPECT_TRUE(FurnitureOf("《滨江日报》（ 2025年03月08日 第 05 版）", true));
  for (const char* line : {"放大", "分享", "返回故乡", "《滨江日报》复刊", "下一版图"}) {
    EXPECT_FALSE(FurnitureOf(line, false)) << line;
  }
}

TEST(FurnitureTest, PapersInLatinScript) {
  EXPECT_EQ(FurnitureOf("Tuesday, June 3, 2025   A1", false), FURNITURE_TYPE_MASTHEAD);
  EXPECT_EQ(FurnitureOf("Page 4   LE COURRIER DU PORT   Mardi 3 juin 2025", false), FURNITURE_TYPE_MASTHEAD);
  EXPECT_EQ(FurnitureOf("Dienstag, 3. März 2025  Seite 1", false), FURNITURE_TYPE_MASTHEAD);
  EXPECT_EQ(FurnitureOf("La Voz del Puerto  martes, 3 de junio de 2025", false), FURNITURE_TYPE_MASTHEAD);
  EXPECT_EQ(FurnitureOf("HAFENBOTE", true), FURNITURE_TYPE_MASTHEAD);
  EXPECT_FALSE(FurnitureOf("HAFENBOTE", false));
  EXPECT_FALSE(FurnitureOf("The bridge closes on June 3, 2025, for six months", true));
}

TEST(FurnitureTest, HeadlinesOfPapersAreNone) {
  for (const char* line :
       {"统筹发展和安全", "统筹推进城乡融合发展", "统筹好五对关系", "策划实施重大项目", "设计引领美好生活",
        "主编眼中的好稿子", "校对人生", "《渡口诗选》今日出版", "港口峰会由临溪主办", "零售价今起下调", "今日开版",
        "C919商业首航", "G20峰会闭幕", "K12教育的新课题", "聚焦乡村教育", "关注三农"}) {
    EXPECT_FALSE(FurnitureOf(line, false)) << line;
  }
  for (const char* line : {"统筹发展和安全", "主编眼中的好稿子", "港口峰会由临溪主办"}) {
    EXPECT_FALSE(FurnitureOf(line, true)) << line;
  }
}

TEST(FurnitureTest, DatesInChineseNumerals) {
  EXPECT_EQ(FurnitureOf("滨江日报 二〇二五年三月八日 星期六", false), FURNITURE_TYPE_MASTHEAD);
  EXPECT_EQ(FurnitureOf("中華民國114年3月8日 星期六", false), FURNITURE_TYPE_MASTHEAD);
}

TEST(FurnitureTest, StaffBehindWhiteSpaceOrWithoutAny) {
  EXPECT_EQ(FurnitureOf("责编 顾宁  美编 陶 然", false), FURNITURE_TYPE_STAFF);
  EXPECT_EQ(FurnitureOf("责编顾宁美编陶然", true), FURNITURE_TYPE_STAFF);
}

TEST(FurnitureTest, InCapitalsAnyNameBesideADateIsAPapers) {
  EXPECT_EQ(FurnitureOf("THE HARBOR LEDGER                Tuesday, March 5, 2024", false), FURNITURE_TYPE_MASTHEAD);
  EXPECT_FALSE(FurnitureOf("Harbor bridge opens Tuesday, March 5, 2024", false));
}

}  // namespace
}  // namespace broadsheet::ingest
