#include "common/grpc/silence_watchdog.h"

#include <utility>

namespace broadsheet {

SilenceWatchdog::SilenceWatchdog(absl::Duration limit, std::function<void()> alarm)
    : limit_(limit), alarm_(std::move(alarm)), thread_([this](const std::stop_token& stop) { Run(stop); }) {}

SilenceWatchdog::~SilenceWatchdog() = default;

bool SilenceWatchdog::fired() const {
  const std::lock_guard lock(mutex_);
  return fired_;
}

// Wakes nobody: the thread looks again when its time is over.
void SilenceWatchdog::Set(bool paused) {
  const std::lock_guard lock(mutex_);
  paused_ = paused;
  ++changes_;
}

void SilenceWatchdog::Run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    const uint64_t before = changes_;
    changed_.wait_for(lock, stop, absl::ToChronoNanoseconds(limit_), [] { return false; });
    if (stop.stop_requested() || paused_ || changes_ != before) continue;
    fired_ = true;
    lock.unlock();
    return alarm_();
  }
}

}  // namespace broadsheet
