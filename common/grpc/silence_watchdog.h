// Calls for help when nothing is heard for too long.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "absl/time/time.h"

namespace broadsheet {

// Calls `alarm` once, from its own thread, when `limit` passes without Pause or
// Resume while it is not paused. Runs from its making.
class SilenceWatchdog {
 public:
  SilenceWatchdog(absl::Duration limit, std::function<void()> alarm);
  ~SilenceWatchdog();

  void Pause() { Set(true); }
  void Resume() { Set(false); }
  bool fired() const;

 private:
  void Set(bool paused);
  void Run(const std::stop_token& stop);

  const absl::Duration limit_;
  const std::function<void()> alarm_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  bool paused_ = false;
  bool fired_ = false;
  uint64_t changes_ = 0;
  std::jthread thread_;  // last: uses the others
};

}  // namespace broadsheet
