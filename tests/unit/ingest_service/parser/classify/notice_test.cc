#include "ingest_service/parser/classify/notice.h"

#include <gtest/gtest.h>

namespace broadsheet::ingest {
namespace {

TEST(NoticeTest, TitlesOfNotices) {
  for (const char* title : {"停水公告", "更正", "遗失声明", "招领启事", "滨江市天气预报", "【招标公告】"}) {
    EXPECT_TRUE(IsNoticeTitle(title)) << title;
  }
}

TEST(NoticeTest, HeadlinesAboutNoticesAreNone) {
  for (const char* title : {"临溪市发布停水公告", "两国发表联合声明", "一则“招领启事”牵出的故事", "渡口的夜航灯亮了"}) {
    EXPECT_FALSE(IsNoticeTitle(title)) << title;
  }
}

}  // namespace
}  // namespace broadsheet::ingest
