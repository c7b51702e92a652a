// Sums of probabilities given by their logarithms.
#pragma once

#include <cmath>
#include <limits>
#include <utility>

namespace broadsheet::ingest {

// The logarithm of 0.
inline constexpr double kImpossible = -std::numeric_limits<double>::infinity();

// log(exp(a) + exp(b)) without overflow.
inline double LogSum(double a, double b) {
  if (a < b) std::swap(a, b);
  return b == kImpossible ? a : a + std::log1p(std::exp(b - a));
}

}  // namespace broadsheet::ingest
