// How long to wait before trying again.
#pragma once

#include <random>

#include "absl/time/time.h"

namespace broadsheet::query {

// Exponential with jitter: each wait is between half and all of a bound that
// doubles from `first` to `most`.
class Backoff {
 public:
  Backoff(absl::Duration first, absl::Duration most, uint32_t seed)
      : first_(first), most_(most), bound_(first), random_(seed) {}

  absl::Duration Next() {
    const absl::Duration wait = bound_ * std::uniform_real_distribution<double>(0.5, 1.0)(random_);
    bound_ = std::min(most_, 2 * bound_);
    return wait;
  }

  // Something went well.
  void Reset() { bound_ = first_; }

 private:
  const absl::Duration first_, most_;
  absl::Duration bound_;
  std::minstd_rand random_;
};

}  // namespace broadsheet::query
