#include "ingest_service/parser/classify/page_line.h"

#include <gtest/gtest.h>

namespace broadsheet::ingest {
namespace {

using namespace record::v1;

TEST(PageLineTest, WhoMadeThePageInAnyOrder) {
  for (const char* line : {"审读：顾宁　签发：陶然", "● 本版主编 顾宁 ● 责任编辑 陶然 ● 版式设计 周棠",
                           "責任編輯／顧寧", "本版编辑/顾宁 版式/陶然 E-mail:page@example.com"}) {
    EXPECT_EQ(PageLineOf(line), FURNITURE_TYPE_STAFF) << line;
  }
  EXPECT_EQ(PageLineOf("2025年3月8日 星期六 責任編輯 顧寧 美術編輯 陶然"), FURNITURE_TYPE_MASTHEAD);
}

TEST(PageLineTest, WhereToWriteToAndWhatThePaperCosts) {
  for (const char* line : {"读者热线：0570-1234567　新闻投稿：page@example.com　发行投诉：11185",
                           "社址：滨江市渡口路8号 邮政编码：324000 电话：（0570）1234567 广告许可证：3308001",
                           "滨江日报社出版 全年定价360元 每份1.00元 滨江日报印刷厂印刷", "浙ICP备05000000号"}) {
    EXPECT_TRUE(PageLineOf(line)) << line;
  }
}

TEST(PageLineTest, RemarksOnThePageAsAWhole) {
  for (const char* line : {"（本版稿件除署名外均据滨江社）", "版权所有 滨江日报社", "本版图片由受访者提供",
                           "本版文章仅代表作者个人观点"}) {
    EXPECT_TRUE(PageLineOf(line)) << line;
  }
}

TEST(PageLineTest, SectionsWithPagesAndLatinEchoes) {
  for (const char* line : {"健康 HEALTH", "A2 / 本地 LOCAL", "国内 · 时事   A08", "第B06版：澳聞", "晨报 A04",
                           "今日天气 多云到晴 8℃～19℃", "2025年3月8日 星期六 A3 渡口"}) {
    EXPECT_TRUE(PageLineOf(line)) << line;
  }
}

TEST(PageLineTest, HeadlinesAndTextAreNone) {
  for (const char* line : {"渡口添了十盏夜航灯", "主编眼中的好稿子", "港口峰会由临溪主办", "统筹发展和安全", "大雪",
                           "2025年3月8日通车", "文化大道明天通车", "渡口热线接到百余条建议", "健康中国怎么建",
                           "渡口的夜航灯亮了", "HARBOUR BRIDGE OPENS", "编辑手记：灯下的人"}) {
    EXPECT_FALSE(PageLineOf(line)) << line;
  }
}

TEST(PageLineTest, NamesArePlainWords) {
  for (const char* line : {"望江楼", "【社会·百态】", "BINJIANG DAILY", "文化周末WEEKEND"})
    EXPECT_TRUE(IsPageName(line)) << line;
  for (const char* line : {"渡口添了十盏夜航灯 照亮两岸", "灯亮了，心安了", "本报记者：顾宁"}) {
    EXPECT_FALSE(IsPageName(line)) << line;
  }
}

}  // namespace
}  // namespace broadsheet::ingest
