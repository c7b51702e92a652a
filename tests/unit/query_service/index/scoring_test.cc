#include "query_service/index/scoring.h"

#include <gtest/gtest.h>

#include <cmath>

namespace broadsheet::query {
namespace {

TEST(ScoringTest, FollowsTheFormula) {
  const Scorer scorer({.documents = 100, .average_length = 50, .frequencies = {9}});
  const double idf = std::log(1 + 91.5 / 9.5);
  const double norm = 1.2 * (0.25 + 0.75 * 80 / 50);
  EXPECT_NEAR(scorer.Score(0, 3, scorer.LengthNorm(80)), idf * 2.2 * 3 / (3 + norm), 1e-12);
  EXPECT_EQ(scorer.Score(0, 0, scorer.LengthNorm(80)), 0);
}

TEST(ScoringTest, IsPositiveEvenForWhatEveryDocumentHas) {
  const Scorer scorer({.documents = 10, .average_length = 0, .frequencies = {10, 12}});
  EXPECT_GT(scorer.Score(0, 1, scorer.LengthNorm(5)), 0);
  EXPECT_EQ(scorer.Weight(0), scorer.Weight(1));
}

TEST(ScoringTest, PhrasesAreFoundDepthFirst) {
  const auto phrase = [](const char* text, FieldMask fields) {
    return TextQuery{.kind = TextQuery::Kind::kPhrase, .fields = fields, .text = text};
  };
  const TextQuery query{
      .kind = TextQuery::Kind::kAnd,
      .text = "",
      .children = {phrase("a", 1),
                   {.kind = TextQuery::Kind::kNot, .text = "", .children = {phrase("b", 1)}},
                   {.kind = TextQuery::Kind::kNear, .fields = 2, .text = "", .children = {phrase("c", 1)}}}};
  const auto phrases = PhrasesOf(query);
  ASSERT_EQ(phrases.size(), 3u);
  EXPECT_EQ(phrases[0].query->text, "a");
  EXPECT_FALSE(phrases[1].scored);
  EXPECT_EQ(phrases[2].fields, 2);
}

}  // namespace
}  // namespace broadsheet::query
