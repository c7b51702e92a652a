// Stochastic gradient ascent with AdaGrad's steps: what the fits of weights share.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

namespace broadsheet::ingest {

struct Ascent {
  int rounds;
  double step;
  double penalty;                                         // L2, over all examples, of the distance from the start
  double most = std::numeric_limits<double>::infinity();  // of a weight's size
};

// The mean of the last round's weights; `start`, if there is no example.
// `add_gradient(example, weights, gradient)` adds the gradient of one of `count`
// examples and returns its log-likelihood. Deterministic; each round is reported
// on standard error.
template <typename Weight, size_t kSize, typename AddGradient>
std::array<Weight, kSize> Ascend(const Ascent& ascent, const std::array<Weight, kSize>& start, size_t count,
                                 AddGradient add_gradient) {
  if (count == 0) return start;
  const auto examples = static_cast<double>(count);
  std::array<Weight, kSize> weights = start;
  std::array<double, kSize> sum{}, squares;
  squares.fill(1);
  std::vector<size_t> order(count);
  std::iota(order.begin(), order.end(), 0);
  std::mt19937 random(1);
  for (int round = 0; round < ascent.rounds; ++round) {
    std::shuffle(order.begin(), order.end(), random);
    sum.fill(0);
    double total = 0;
    for (const size_t example : order) {
      std::array<double, kSize> gradient{};
      total += add_gradient(example, weights, gradient);
      for (size_t i = 0; i < kSize; ++i) {
        const double g = gradient[i] - ascent.penalty * (weights[i] - start[i]) / examples;
        squares[i] += g * g;
        const auto moved = weights[i] + static_cast<Weight>(ascent.step * g / std::sqrt(squares[i]));
        weights[i] = static_cast<Weight>(std::clamp<double>(moved, -ascent.most, ascent.most));
        sum[i] += weights[i];
      }
    }
    std::fprintf(stderr, "round %d: log-likelihood %.5f an example\n", round + 1, total / examples);
  }
  std::transform(sum.begin(), sum.end(), weights.begin(), [&](double s) { return static_cast<Weight>(s / examples); });
  return weights;
}

}  // namespace broadsheet::ingest
