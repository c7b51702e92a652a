#include "ingest_service/parser/classify/speaker_line.h"

#include <gtest/gtest.h>

namespace broadsheet::ingest {
namespace {

TEST(SpeakerLineTest, NameBeforeTheTitle) {
  EXPECT_EQ(ReadSpeakerLine("罗书云代表："), "罗书云");
  EXPECT_EQ(ReadSpeakerLine("罗 云　委员:"), "罗云");
  EXPECT_EQ(ReadSpeakerLine("艾山江·木沙代表："), "艾山江·木沙");
  EXPECT_EQ(ReadSpeakerLine("罗书云研究员："), "罗书云");
}

TEST(SpeakerLineTest, DeputysTitleBeforeTheName) {
  EXPECT_EQ(ReadSpeakerLine("全国人大代表罗书云："), "罗书云");
  EXPECT_EQ(ReadSpeakerLine("住滨全国政协委员 罗云："), "罗云");
  EXPECT_EQ(ReadSpeakerLine("省政协委员、滨江港务集团董事长、罗书云："), "罗书云");
}

TEST(SpeakerLineTest, HeadlinesAreNone) {
  EXPECT_FALSE(ReadSpeakerLine("滨江市市长罗书云："));
  EXPECT_FALSE(ReadSpeakerLine("罗书云代表：渡口要建夜航灯"));
  EXPECT_FALSE(ReadSpeakerLine("代表："));
  EXPECT_FALSE(ReadSpeakerLine(""));
}

}  // namespace
}  // namespace broadsheet::ingest
