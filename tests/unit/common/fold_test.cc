#include "common/text/fold.h"

#include <gtest/gtest.h>

#include "common/text/utf8.h"

namespace broadsheet {
namespace {

TEST(FoldTest, CaseWidthAndScriptAreTheSame) {
  EXPECT_EQ(Fold("ＡＩ＋安全"), "ai+安全");
  EXPECT_EQ(Fold("雷軍說"), "雷军说");
  EXPECT_EQ(Fold("Straße ﬁ"), "strasse fi");
  EXPECT_EQ(Fold("２０２３年"), "2023年");
}

TEST(FoldTest, CombiningMarksJoinTheirLetter) {
  EXPECT_EQ(Fold("e\u0301"), Fold("\u00e9"));
  EXPECT_EQ(Fold("E\u0301cole"), "\u00e9cole");
}

TEST(FoldTest, InvalidBytesBecomeReplacementCharacters) {
  EXPECT_EQ(Fold("a\xFF"
                 "b"),
            "a\uFFFDb");
}

TEST(FoldTest, IsIdempotentOnEveryCharacter) {
  for (char32_t c = 1; c < 0x30000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string text;
    AppendCharacter(c, text);
    const std::string once = Fold(text);
    ASSERT_EQ(Fold(once), once) << std::hex << static_cast<uint32_t>(c);
  }
}

TEST(FoldTest, SourceRangesCoverWhatWasFolded) {
  const std::string text = "《ﬁＡ軍》e\u0301";
  const FoldedText folded = FoldWithSource(text);
  EXPECT_EQ(folded.text, Fold(text));
  const size_t at = folded.text.find("军");
  EXPECT_EQ(text.substr(folded.source_start[at], folded.source_end[at] - folded.source_start[at]), "軍");
  const size_t i = folded.text.find("i");  // of the ligature, which folds as a whole
  EXPECT_EQ(text.substr(folded.source_start[i], folded.source_end[i] - folded.source_start[i]), "ﬁ");
  EXPECT_EQ(folded.source_end.back(), text.size());
}

}  // namespace
}  // namespace broadsheet
