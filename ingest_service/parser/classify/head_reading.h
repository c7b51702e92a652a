// The ways to read a run of short lines: which are headlines, which are text.
//
// A reading divides the run into headlines, of one line or several, and lines of
// text. Its score is the sum of its headlines', so readings form a semi-Markov
// conditional random field.
#pragma once

#include <cstddef>
#include <vector>

#include "ingest_service/parser/classify/headline_evidence.h"

namespace broadsheet::ingest {

// Lines [begin, end) as a headline.
struct HeadSpan {
  size_t begin = 0, end = 0;
  bool behind_head = false;  // another headline of the run ends where it begins
  double score = 0;
  HeadClues clues{};
};

// Units [begin, end), and all headlines that they may hold, by their beginning.
struct LineRun {
  size_t begin = 0, end = 0;
  std::vector<HeadSpan> spans;
};

// Indices of the spans of the reading with the highest score, in their order.
std::vector<size_t> BestReading(const LineRun& run);

struct ReadingSums {
  double log_total = 0;               // of the sum over all readings of exp(score)
  std::vector<double> probabilities;  // that a reading holds the span
};
ReadingSums SumReadings(const LineRun& run);

}  // namespace broadsheet::ingest
