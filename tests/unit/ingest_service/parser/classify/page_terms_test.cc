#include "ingest_service/parser/classify/page_terms.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string_view>
#include <vector>

namespace broadsheet::ingest {
namespace {

std::vector<TextUnit> UnitsOf(std::initializer_list<std::string_view> texts) {
  std::vector<TextUnit> units;
  for (const std::string_view text : texts) {
    units.emplace_back().passage.Append(text, 0, text.size());
  }
  return units;
}

TEST(PageTerms, SharesOfPairsInOneUnitTheNextAndBoth) {
  const auto units = UnitsOf({"夜航", "渡船夜航", "灯塔"});
  const PageTerms terms(units, 0, units.size());
  // 渡船, 船夜, 夜航; 灯塔; 航灯 where the two meet.
  const auto shares = terms.SharesOf(PhrasePairs("夜航灯塔"), 1, true);
  EXPECT_DOUBLE_EQ(shares.in_unit, 1.0 / 3);
  EXPECT_DOUBLE_EQ(shares.in_next, 1.0 / 3);
  EXPECT_DOUBLE_EQ(shares.in_both, 1.0);
}

TEST(PageTerms, WithoutANextUnitBothAreTheOne) {
  const auto units = UnitsOf({"渡船夜航", "灯塔"});
  const PageTerms terms(units, 0, units.size());
  const auto shares = terms.SharesOf(PhrasePairs("夜航灯塔"), 0, false);
  EXPECT_DOUBLE_EQ(shares.in_next, 0);
  EXPECT_DOUBLE_EQ(shares.in_both, shares.in_unit);
}

TEST(PageTerms, LatinWordsThatMeetAreOne) {
  const auto units = UnitsOf({"the light", "house"});
  const PageTerms terms(units, 0, units.size());
  const auto shares = terms.SharesOf(PhrasePairs("lighthouse light"), 0, true);
  EXPECT_DOUBLE_EQ(shares.in_unit, 0.5);
  EXPECT_DOUBLE_EQ(shares.in_both, 0.5);
  EXPECT_DOUBLE_EQ(SharedPairs("lighthouse", "the lighthouse"), 1);
}

TEST(PageTerms, PhraseWithoutPairsSharesNothing) {
  const auto units = UnitsOf({"渡船夜航"});
  const PageTerms terms(units, 0, units.size());
  EXPECT_DOUBLE_EQ(terms.SharesOf(PhrasePairs("船"), 0, false).in_unit, 0);
}

}  // namespace
}  // namespace broadsheet::ingest
