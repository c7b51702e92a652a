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

// What source the byte `at` of the folded text came from.
std::string SourceOf(const FoldedText& folded, std::string_view source, size_t at) {
  const FoldedView view = folded.view();
  return std::string(source.substr(view.SourceStart(at), view.SourceEnd(at) - view.SourceStart(at)));
}

TEST(FoldTest, SourceRangesCoverWhatWasFolded) {
  const std::string text = "《ﬁＡ軍》e\u0301";
  const FoldedText folded = FoldWithSource(text);
  EXPECT_EQ(folded.text(), Fold(text));
  EXPECT_EQ(SourceOf(folded, text, folded.text().find("军")), "軍");
  EXPECT_EQ(SourceOf(folded, text, folded.text().find("i")), "ﬁ") << "the ligature folds as a whole";
  EXPECT_EQ(SourceOf(folded, text, folded.text().size() - 1), "e\u0301");
}

TEST(FoldTest, RunsOfSeveralCharactersStayWhole) {
  // The first folds to two characters of its own length together, the others
  // to more or fewer bytes than they had.
  for (const std::string run : {"ŉ", "㍿", "Ⅻ", "ﬀ", "ǰ", "\u1E9E", "\xFF"}) {
    for (const std::string& text : {run, "国" + run, run + "國A", "a" + run + run + "，b"}) {
      const FoldedText folded = FoldWithSource(text);
      ASSERT_EQ(folded.text(), Fold(text));
      size_t covered = 0;
      for (size_t at = 0; at < folded.text().size(); ++at) {
        ASSERT_LE(folded.view().SourceStart(at), covered) << text << " " << at;
        ASSERT_EQ(Fold(SourceOf(folded, text, at)).find(folded.text()[at]) == std::string::npos, false) << text;
        covered = folded.view().SourceEnd(at);
      }
      EXPECT_EQ(covered, text.size());
    }
    const std::string text = "国" + run + "国";
    EXPECT_EQ(SourceOf(FoldWithSource(text), text, 3), run);
  }
}

}  // namespace
}  // namespace broadsheet
