#include "common/text/utf8.h"

#include <gtest/gtest.h>

namespace broadsheet {
namespace {

TEST(Utf8Test, RoundTripsEveryCharacter) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string text;
    AppendCharacter(c, text);
    size_t at = 0;
    ASSERT_EQ(NextCharacter(text, at), c);
    ASSERT_EQ(at, text.size());
  }
}

TEST(Utf8Test, FindsTheFirstInvalidByte) {
  EXPECT_EQ(FindInvalidUtf8("水ok"), std::string_view::npos);
  EXPECT_EQ(FindInvalidUtf8("水\xE6\xB0"), 3u);        // cut short
  EXPECT_EQ(FindInvalidUtf8("a\xC0\x80"), 1u);         // overlong
  EXPECT_EQ(FindInvalidUtf8("\xED\xA0\x80"), 0u);      // surrogate
  EXPECT_EQ(FindInvalidUtf8("\xF4\x90\x80\x80"), 0u);  // past the last character
}

TEST(Utf8Test, CutsBetweenCharacters) {
  EXPECT_EQ(CutAtCharacter("水火", 5), "水");
  EXPECT_EQ(CutAtCharacter("水火", 6), "水火");
  EXPECT_EQ(CutAtCharacter("水火", 2), "");
}

TEST(Utf8Test, TrimSpaceTakesOnlyTheEnds) {
  EXPECT_EQ(TrimSpace(" \u3000夜航 灯\n"), "夜航 灯");
  EXPECT_EQ(TrimSpace("夜"), "夜");
  EXPECT_EQ(TrimSpace(" \t\u3000"), "");
  EXPECT_EQ(TrimSpace(""), "");
}

}  // namespace
}  // namespace broadsheet
