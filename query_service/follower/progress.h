// How far each log was followed, for answers to say and for callers to wait on.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace broadsheet::query {

// One log, as far as searches see it.
struct LogProgress {
  std::string address;
  std::string log_id;                            // empty until it was first reached
  uint64_t position = 0;                         // the last entry that can be found; 0: none
  uint64_t head = 0;                             // the log's last entry, as far as is known
  uint64_t lag = 0;                              // entries known to be there and not yet found
  absl::Time heard = absl::InfinitePast();       // when the feed last said something
  absl::Time apply_time = absl::InfinitePast();  // when an entry was last applied
  // Whatever was committed until then can be found, by the clocks of both
  // services; InfinitePast: not known.
  absl::Time complete_until = absl::InfinitePast();
  // Its head was reached since it was begun: what can be found is the log as it was
  // at some time.
  bool whole = false;
  bool connected = false;
  std::string problem;  // empty: none
};

// When a call that begins `now` stops waiting for a position: at its deadline, and
// after 30 s where that is later or there is none.
absl::Time EndOfWait(absl::Time deadline, absl::Time now);

// Thread-safe.
class ProgressBoard {
 public:
  // Adds a log and returns its number.
  size_t Add(LogProgress progress);
  void Update(size_t log, const std::function<void(LogProgress&)>& change);
  std::vector<LogProgress> Snapshot() const;

  // Waits for something to be applied, at most so long; `stop` is true when
  // there is no need.
  void WaitForChange(std::chrono::milliseconds patience, const std::function<bool()>& stop) const;

  // Waits until the entry of a wire position can be found. `alive` is asked
  // every few milliseconds; what it says instead of OK is returned.
  // INVALID_ARGUMENT, BAD_FIELD: no position; FAILED_PRECONDITION, FOREIGN_LOG:
  // of a log that is not followed (as long as one was never reached, it may be
  // that one); DEADLINE_EXCEEDED, NOT_YET_APPLIED, with metadata.position, what
  // there is: shortly before the deadline, so that the caller hears of it.
  absl::Status WaitFor(std::string_view position, absl::Time deadline,
                       const std::function<absl::Status()>& alive) const;

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<LogProgress> logs_;
};

}  // namespace broadsheet::query
