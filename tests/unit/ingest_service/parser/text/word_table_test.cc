#include "ingest_service/parser/text/word_table.h"

#include <gtest/gtest.h>

#include <string>

namespace broadsheet::ingest {
namespace {

constexpr WordTable kWords = {U"晚报", U"江河晚报", U"日报社", U"CEO"};

TEST(WordTable, HasItsWordsOnly) {
  EXPECT_TRUE(kWords.Has(U"晚报"));
  EXPECT_TRUE(kWords.Has(U"CEO"));
  EXPECT_FALSE(kWords.Has(U"晚"));
  EXPECT_FALSE(kWords.Has(U"晚报社"));
  EXPECT_FALSE(kWords.Has(U""));
}

TEST(WordTable, FindsTheFirstOfTheListThatATextEndsWith) {
  EXPECT_EQ(kWords.FindEnding(U"江河晚报"), kWords.begin());
  EXPECT_EQ(kWords.FindEnding(U"日报"), kWords.end());
  EXPECT_TRUE(kWords.HasEndingOf(U"某公司CEO"));
}

TEST(WordTable, FindsWhatATextBeginsWith) {
  EXPECT_EQ(kWords.FindBeginning(U"江河晚报讯"), kWords.begin() + 1);
  EXPECT_FALSE(kWords.HasBeginningOf(U"江河"));
  constexpr WordTable kEndings = {U"电讯", U"电", U"讯"};
  std::u32string found;
  kEndings.ForEachBeginning(U"电讯社", [&](std::u32string_view word) { found += std::u32string(word) + U"|"; });
  EXPECT_EQ(found, U"电讯|电|");
}

}  // namespace
}  // namespace broadsheet::ingest
