// How well whole pages of invented articles are restored: a floor under what
// the parser has reached. Wider measurements: tests/benchmarks/restoration.sh.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "ingest_service/parser/parser.h"
#include "tests/support/expected_page.h"
#include "tests/support/page_composer.h"

namespace broadsheet::ingest {
namespace {

using testing::BodyOf;
using testing::ComposedArticle;
using testing::ComposedPage;
using testing::Layout;

constexpr uint32_t kPages = 40;

struct Score {
  double headlines = 0, exact = 0, seams = 0, reporters = 0, truncated = 0;
};

struct Tally {
  size_t articles = 0, headlines = 0, exact = 0, seams = 0, joined = 0, reporters = 0, truncated = 0;

  Score Rates() const {
    const auto rate = [](size_t right, size_t all) { return all == 0 ? 1.0 : static_cast<double>(right) / all; };
    return {rate(headlines, articles), rate(exact, articles), rate(joined, seams), rate(reporters, articles),
            rate(truncated, articles)};
  }
};

std::vector<std::string> ReportersOf(const record::v1::Record& record) {
  std::vector<std::string> names;
  for (const auto& credit : record.reporters()) names.push_back(credit.name());
  return names;
}

std::string WithoutBreaks(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), '\n'), text.end());
  return text;
}

void Count(const ComposedArticle& truth, const ParsedIssue& parsed, Tally& tally) {
  ++tally.articles;
  tally.seams += truth.seams.size();
  for (const auto& [before, after] : truth.seams) {
    const std::string joined = WithoutBreaks(before + after);
    tally.joined += std::any_of(parsed.records.begin(), parsed.records.end(), [&](const auto& record) {
      return WithoutBreaks(BodyOf(record)).find(joined) != std::string::npos;
    });
  }
  for (const auto& record : parsed.records) {
    if (record.headline().text() != truth.headline) continue;
    ++tally.headlines;
    tally.exact += BodyOf(record) == truth.text;
    tally.reporters += ReportersOf(record) == truth.reporters;
    tally.truncated += (record.truncation() != record::v1::TRUNCATION_UNSPECIFIED) == truth.truncated;
    return;
  }
}

Score ScoreOf(Layout layout) {
  static const auto* const articles =
      new std::vector(testing::ReadInventedArticles(BROADSHEET_SOURCE_DIR "/tests/golden/articles/invented.txt"));
  static const auto* const parser = new auto(Parser::Create({}));
  Tally tally;
  for (uint32_t seed = 1; seed <= kPages; ++seed) {
    const ComposedPage page = testing::ComposePage(*articles, layout, seed);
    const auto parsed = (*parser).value()->Parse(page.text, {});
    if (!parsed.ok()) return {};
    for (const auto& truth : page.articles) Count(truth, *parsed, tally);
  }
  return tally.Rates();
}

void ExpectAtLeast(const Score& score, const Score& floor) {
  EXPECT_GE(score.headlines, floor.headlines);
  EXPECT_GE(score.exact, floor.exact);
  EXPECT_GE(score.seams, floor.seams);
  EXPECT_GE(score.reporters, floor.reporters);
  EXPECT_GE(score.truncated, floor.truncated);
}

TEST(RestorationTest, ArticlesThatFollowEachOther) {
  ExpectAtLeast(ScoreOf(Layout::kWhole), {0.99, 0.98, 1, 0.99, 0.99});
}

TEST(RestorationTest, ColumnsThatContinueInOrder) {
  ExpectAtLeast(ScoreOf(Layout::kBands), {0.955, 0.7, 0.87, 0.95, 0.93});
}

TEST(RestorationTest, ColumnsThatContinueInAnyOrder) {
  ExpectAtLeast(ScoreOf(Layout::kFree), {0.96, 0.65, 0.83, 0.945, 0.9});
}

}  // namespace
}  // namespace broadsheet::ingest
