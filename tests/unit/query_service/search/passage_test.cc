#include "query_service/search/passage.h"

#include <gtest/gtest.h>

#include <string>

#include "common/text/utf8.h"

namespace broadsheet::query {
namespace {

TEST(PassageTest, ShortTextsAreWhole) { EXPECT_EQ(CutPassage("水稻育种", 3, 6, 40), std::pair(size_t{0}, size_t{12})); }

TEST(PassageTest, ContainsTheMatchAndCutsNoCharacter) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += i % 7 == 0 ? "，" : "禾é";
  for (size_t at = 0; at < text.size();) {
    const size_t first = at;
    NextCharacter(text, at);
    const auto [start, end] = CutPassage(text, first, at, 60);
    ASSERT_LE(start, first);
    ASSERT_GE(end, at);
    ASSERT_LE(end - start, 75u);
    ASSERT_EQ(FindInvalidUtf8(text.substr(start, end - start)), std::string::npos);
  }
}

TEST(PassageTest, BeginsWithAClause) {
  const std::string text = std::string(300, 'a') + "。bb cc" + std::string(300, 'd');
  const auto [start, end] = CutPassage(text, text.find("cc"), text.find("cc") + 2, 90);
  EXPECT_EQ(text.substr(start, 5), "bb cc");
}

TEST(PassageTest, EndlessMatchesAreCut) {
  const std::string text(5000, 'a');
  const auto [start, end] = CutPassage(text, 10, 4990, 100);
  EXPECT_LE(end - start, 300u);
}

}  // namespace
}  // namespace broadsheet::query
