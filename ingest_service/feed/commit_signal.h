// Waiting for the log to grow.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>

#include "ingest_service/store/record_log.h"

namespace broadsheet::ingest {

// Thread-safe. `log` has to outlive it.
class CommitSignal {
 public:
  explicit CommitSignal(RecordLog& log);
  ~CommitSignal();

  // Returns once the log has entries after `last`, at a stop, or after
  // `patience`, whichever comes first.
  void WaitBeyond(Sequence last, const std::stop_token& stop, std::chrono::milliseconds patience);

 private:
  RecordLog& log_;
  std::mutex mutex_;
  std::condition_variable_any committed_;
  const std::function<void()> unsubscribe_;
};

}  // namespace broadsheet::ingest
