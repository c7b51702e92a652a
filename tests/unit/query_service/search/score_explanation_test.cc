#include "query_service/search/score_explanation.h"

#include <gtest/gtest.h>

#include <string>

namespace broadsheet::query {
namespace {

// That a score is explained to the bit is what the conformance suite shows.
TEST(ScoreExplanationTest, EndsWhenItsCallDoes) {
  IndexDocument document;
  document.text[static_cast<int>(TextField::kBody)] = {"水稻"};
  TextQuery query{.kind = TextQuery::Kind::kOr};
  for (int i = 0; i < 1000; ++i) {
    query.children.push_back({.kind = TextQuery::Kind::kPhrase, .text = "小麦" + std::to_string(i)});
  }
  const ScoringStats stats{.documents = 1, .average_length = 2, .frequencies = std::vector<uint64_t>(1000)};
  int asked = 0;
  ExplainScore(document, query, stats, [&] { return ++asked == 3; });
  EXPECT_EQ(asked, 3);
}

}  // namespace
}  // namespace broadsheet::query
