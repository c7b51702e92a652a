// SIGTERM and SIGINT as something to wait for.
#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string_view>
#include <thread>

namespace broadsheet {

// Made first in main, before any thread: from then on the two signals no longer
// end the process, and SIGPIPE is ignored. A second one of the two ends it at
// once, with status 1.
class TerminationSignals {
 public:
  TerminationSignals();
  ~TerminationSignals();
  TerminationSignals(const TerminationSignals&) = delete;
  TerminationSignals& operator=(const TerminationSignals&) = delete;

  // Stopped by the first signal, on a thread of this.
  std::stop_token stop_token() const { return stop_.get_token(); }

  // Blocks until it comes and returns its name.
  std::string_view Wait() const;

 private:
  void Listen();

  std::stop_source stop_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool ending_ = false;
  int received_ = 0;
  std::thread listener_;
};

}  // namespace broadsheet
