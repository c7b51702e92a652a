#include "ingest_service/parser/classify/head_reading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace broadsheet::ingest {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

HeadSpan Span(size_t begin, size_t end, double score, bool behind_head = false) {
  HeadSpan span;
  span.begin = begin;
  span.end = end;
  span.score = score;
  span.behind_head = behind_head;
  return span;
}

TEST(HeadReadingTest, WhatScoresBelowZeroIsText) {
  EXPECT_THAT(BestReading({4, 6, {Span(4, 5, -1), Span(4, 6, -2), Span(5, 6, -1)}}), IsEmpty());
}

TEST(HeadReadingTest, TakesTheSpansWithTheGreatestSum) {
  EXPECT_THAT(BestReading({4, 6, {Span(4, 5, 1), Span(4, 6, 3), Span(5, 6, 1), Span(5, 6, 1, true)}}), ElementsAre(1));
  EXPECT_THAT(BestReading({4, 6, {Span(4, 5, 2), Span(4, 6, 3), Span(5, 6, 1), Span(5, 6, 2, true)}}),
              ElementsAre(0, 3));
}

TEST(HeadReadingTest, ASpanBehindAHeadlineNeedsOne) {
  EXPECT_THAT(BestReading({0, 2, {Span(0, 1, -3), Span(1, 2, 2, true)}}), IsEmpty());
}

TEST(HeadReadingTest, ProbabilitiesAreSharesOfAllReadings) {
  // The readings: text, and the one line as a headline.
  const ReadingSums sums = SumReadings({7, 8, {Span(7, 8, std::log(3))}});
  EXPECT_THAT(sums.log_total, DoubleNear(std::log(4), 1e-9));
  EXPECT_THAT(sums.probabilities, ElementsAre(DoubleNear(0.75, 1e-9)));
}

TEST(HeadReadingTest, SpansThatOverlapExcludeEachOther) {
  const ReadingSums sums = SumReadings({0, 2, {Span(0, 1, 0), Span(0, 2, 0), Span(1, 2, 0), Span(1, 2, 0, true)}});
  EXPECT_THAT(sums.probabilities,
              ElementsAre(DoubleNear(0.4, 1e-9), DoubleNear(0.2, 1e-9), DoubleNear(0.2, 1e-9), DoubleNear(0.2, 1e-9)));
}

}  // namespace
}  // namespace broadsheet::ingest
