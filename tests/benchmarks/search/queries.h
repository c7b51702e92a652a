// Queries drawn from the collection itself: classes by how often a sample has
// them.
#pragma once

#include <cstdint>
#include <vector>

#include "engine.h"

namespace broadsheet::benchmark {

// `per_class` of each class, deterministic.
std::vector<BenchmarkQuery> DrawQueries(const std::vector<BenchmarkRecord>& sample, size_t per_class, uint64_t seed);

// Any phrase or two, from the text and from noise, some filtered.
std::vector<BenchmarkQuery> DrawRandomQueries(const std::vector<BenchmarkRecord>& sample, size_t count, uint64_t seed);

}  // namespace broadsheet::benchmark
