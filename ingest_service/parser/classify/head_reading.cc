#include "ingest_service/parser/classify/head_reading.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "ingest_service/parser/language/log_sum.h"

namespace broadsheet::ingest {
namespace {

// Before each line and behind the last one: whether a headline ends there.
using Scores = std::vector<std::array<double, 2>>;

}  // namespace

std::vector<size_t> BestReading(const LineRun& run) {
  constexpr size_t kText = std::numeric_limits<size_t>::max();
  struct Step {
    double score = kImpossible;
    size_t span = kText;  // that leads here; kText: a line of text
    bool behind_head = false;
  };
  std::vector<std::array<Step, 2>> best(run.end - run.begin + 1);
  best[0][0].score = 0;
  size_t next = 0;
  for (size_t at = 0; at + 1 < best.size(); ++at) {
    for (const bool behind_head : {false, true}) {
      const double score = best[at][behind_head].score;
      if (score > best[at + 1][0].score) best[at + 1][0] = {score, kText, behind_head};
    }
    for (; next < run.spans.size() && run.spans[next].begin == run.begin + at; ++next) {
      const HeadSpan& span = run.spans[next];
      const double score = best[at][span.behind_head].score + span.score;
      Step& to = best[span.end - run.begin][1];
      if (score > to.score) to = {score, next, span.behind_head};
    }
  }
  std::vector<size_t> reading;
  size_t at = best.size() - 1;
  bool is_head = best[at][1].score > best[at][0].score;
  while (at > 0) {
    const Step& step = best[at][is_head];
    if (step.span != kText) reading.push_back(step.span);
    at = step.span == kText ? at - 1 : run.spans[step.span].begin - run.begin;
    is_head = step.behind_head;
  }
  std::reverse(reading.begin(), reading.end());
  return reading;
}

ReadingSums SumReadings(const LineRun& run) {
  const size_t lines = run.end - run.begin;
  Scores forward(lines + 1, {kImpossible, kImpossible}), backward = forward;
  forward[0][0] = 0;
  size_t next = 0;
  for (size_t at = 0; at < lines; ++at) {
    forward[at + 1][0] = LogSum(forward[at + 1][0], LogSum(forward[at][0], forward[at][1]));
    for (; next < run.spans.size() && run.spans[next].begin == run.begin + at; ++next) {
      const HeadSpan& span = run.spans[next];
      double& to = forward[span.end - run.begin][1];
      to = LogSum(to, forward[at][span.behind_head] + span.score);
    }
  }
  backward[lines] = {0, 0};
  for (size_t at = lines; at-- > 0;) {
    backward[at] = {backward[at + 1][0], backward[at + 1][0]};
    for (; next > 0 && run.spans[next - 1].begin == run.begin + at; --next) {
      const HeadSpan& span = run.spans[next - 1];
      double& from = backward[at][span.behind_head];
      from = LogSum(from, backward[span.end - run.begin][1] + span.score);
    }
  }
  ReadingSums sums{backward[0][0], {}};
  for (const HeadSpan& span : run.spans) {
    sums.probabilities.push_back(std::exp(forward[span.begin - run.begin][span.behind_head] + span.score +
                                          backward[span.end - run.begin][1] - sums.log_total));
  }
  return sums;
}

}  // namespace broadsheet::ingest
