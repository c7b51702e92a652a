#include "ingest_service/parser/classify/page_stamp.h"

#include <gtest/gtest.h>

namespace broadsheet::ingest {
namespace {

PageStamp StampOf(std::string_view line) {
  PageStamp stamp;
  ReadStamp(line, stamp);
  return stamp;
}

TEST(PageStampTest, ChinesePapers) {
  PageStamp stamp;
  ReadStamp("滨江时报 2025年3月8日 星期六 总第4217期", stamp);
  ReadStamp("第03版：要闻", stamp);
  EXPECT_EQ(stamp.date, "2025-03-08");
  EXPECT_EQ(stamp.number, "总第4217期");
  EXPECT_EQ(stamp.label, "03");
  EXPECT_EQ(stamp.section, "要闻");
}

TEST(PageStampTest, DaysThatThereAreNot) {
  for (const char* line :
       {"滨江时报 2025年2月31日", "滨江时报 2025年0月3日", "滨江时报 2025-13-03", "February 30, 2025   A1"}) {
    PageStamp stamp;
    ReadStamp(line, stamp);
    EXPECT_EQ(stamp.date, "") << line;
  }
}

TEST(PageStampTest, DatesInChineseNumeralsAndOfTheRepublic) {
  EXPECT_EQ(StampOf("滨江日报 二〇二五年三月二十八日 星期五").date, "2025-03-28");
  EXPECT_EQ(StampOf("中華民國114年3月8日 星期六").date, "2025-03-08");
  EXPECT_EQ(StampOf("中華民國一百一十四年十二月十一日").date, "2025-12-11");
  EXPECT_EQ(StampOf("二〇二五年十三月八日").date, "");
}

TEST(PageStampTest, ALabelBehindTheDate) {
  EXPECT_EQ(StampOf("滨江时报 2025年3月8日 02 综合").label, "02");
  EXPECT_EQ(StampOf("江城日报 2025年3月8日 星期六 A3").label, "A3");
  EXPECT_EQ(StampOf("江城日报 2025年3月8日 星期六").label, "");
}

TEST(PageStampTest, PapersInLatinScript) {
  const auto read = [](std::string_view line) {
    const PageStamp stamp = StampOf(line);
    return stamp.date + " " + stamp.label;
  };
  EXPECT_EQ(read("Tuesday, June 3, 2025   A1"), "2025-06-03 A1");
  EXPECT_EQ(read("Page 4   LE COURRIER DU PORT   Mardi 3 février 2025"), "2025-02-03 4");
  EXPECT_EQ(read("Dienstag, 3. März 2025  Seite 12"), "2025-03-03 12");
  EXPECT_EQ(read("martes, 3 de junio de 2025"), "2025-06-03 ");
  EXPECT_EQ(read("40 juin 2025"), " ");
}

}  // namespace
}  // namespace broadsheet::ingest
