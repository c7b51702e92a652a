// Times an engine's answers and prints them, a JSON object a row.
#pragma once

#include <string>
#include <vector>

#include "engine.h"

namespace broadsheet::benchmark {

// Asks every query in every mode, first once to warm up. A class of queries
// that takes more than `class_seconds` of CPU in a mode is broken off: its row
// then has "limited":true, and `queries` says how many were answered.
void Measure(const std::string& name, Engine& engine, const std::vector<BenchmarkQuery>& queries, double class_seconds);

}  // namespace broadsheet::benchmark
