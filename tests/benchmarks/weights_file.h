// Writes what the fits of stitching found as the tables that the parser includes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdio>
#include <fstream>

#include "ingest_service/parser/stitch/clue.h"

namespace broadsheet::ingest {

// One {"name", weight} a line, in the order of `enumeration` and under the names of
// the table that is built in.
template <size_t kSize>
void WriteWeights(const char* path, const char* enumeration, const std::array<WeightedClue, kSize>& names,
                  const std::array<float, kSize>& weights) {
  std::ofstream out(path);
  out << "// Fitted by tests/benchmarks/fit_stitch.sh; in the order of " << enumeration << ".\n";
  for (size_t i = 0; i < kSize; ++i) {
    char line[96];
    std::snprintf(line, sizeof line, "{\"%s\", %.3fF},\n", names[i].name, static_cast<double>(weights[i]));
    out << line;
  }
}

}  // namespace broadsheet::ingest
