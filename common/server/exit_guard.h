// The end of the grace period.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "absl/time/time.h"

namespace broadsheet {

// Ends the process with status 1, saying so in the log, unless it is destroyed
// before `patience` is over: whatever hangs, the process does not outlive its
// grace period. What is durable stays so, as after a crash.
class ExitGuard {
 public:
  explicit ExitGuard(absl::Duration patience);

 private:
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;
};

}  // namespace broadsheet
