#include "query_service/follower/progress.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/feed/position.h"
#include "common/status/error.h"

namespace broadsheet::query {
namespace {

constexpr absl::Duration kLongestWait = absl::Seconds(30);
constexpr absl::Duration kAnswerTime = absl::Milliseconds(20);
constexpr std::chrono::milliseconds kPoll(20);

// Whether the position was applied; an error if it never can be.
absl::StatusOr<bool> Reached(const std::vector<LogProgress>& logs, const Position& position) {
  bool perhaps = false;
  for (const LogProgress& log : logs) {
    if (log.log_id == position.log_id) return log.position >= position.sequence;
    perhaps = perhaps || log.log_id.empty();
  }
  if (perhaps) return false;
  return Error(absl::StatusCode::kFailedPrecondition, "FOREIGN_LOG",
               absl::StrCat("min_position is of log ", position.log_id, ", which is not followed here"),
               {{"log_id", position.log_id}});
}

std::string PositionIn(const std::vector<LogProgress>& logs, const std::string& log_id) {
  for (const LogProgress& log : logs) {
    if (log.log_id == log_id && log.position > 0) return FormatPosition(log_id, log.position);
  }
  return "";
}

}  // namespace

absl::Time EndOfWait(absl::Time deadline, absl::Time now) { return std::min(deadline, now + kLongestWait); }

size_t ProgressBoard::Add(LogProgress progress) {
  const std::lock_guard lock(mutex_);
  logs_.push_back(std::move(progress));
  return logs_.size() - 1;
}

void ProgressBoard::Update(size_t log, const std::function<void(LogProgress&)>& change) {
  {
    const std::lock_guard lock(mutex_);
    change(logs_[log]);
  }
  changed_.notify_all();
}

std::vector<LogProgress> ProgressBoard::Snapshot() const {
  const std::lock_guard lock(mutex_);
  return logs_;
}

void ProgressBoard::WaitForChange(std::chrono::milliseconds patience, const std::function<bool()>& stop) const {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, patience, stop);
}

absl::Status ProgressBoard::WaitFor(std::string_view position, absl::Time deadline,
                                    const std::function<absl::Status()>& alive) const {
  const std::optional<Position> wanted = ParsePosition(position);
  if (!wanted) return FieldError("min_position", position, "a position as uploads and answers give it");
  std::unique_lock lock(mutex_);
  for (;;) {
    const absl::StatusOr<bool> reached = Reached(logs_, *wanted);
    if (!reached.ok()) return reached.status();
    if (*reached) return absl::OkStatus();
    if (absl::Now() >= deadline - kAnswerTime) {
      return Error(absl::StatusCode::kDeadlineExceeded, "NOT_YET_APPLIED",
                   absl::StrCat("min_position ", std::string(position), " was not applied in time"),
                   {{"position", PositionIn(logs_, wanted->log_id)}});
    }
    if (absl::Status status = alive(); !status.ok()) return status;
    changed_.wait_for(lock, kPoll);
  }
}

}  // namespace broadsheet::query
