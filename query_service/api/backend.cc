#include "query_service/api/backend.h"

#include <algorithm>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/feed/position.h"

namespace broadsheet::query {
namespace {

v1::LogStatus StatusOf(const LogProgress& log, absl::Time now) {
  v1::LogStatus status;
  status.set_log_id(log.log_id);
  if (log.position > 0) status.set_position(FormatPosition(log.log_id, log.position));
  if (log.head > 0) status.set_head_position(FormatPosition(log.log_id, log.head));
  status.set_lag_entries(static_cast<int64_t>(log.lag));
  if (log.heard != absl::InfinitePast()) {
    const timespec age = absl::ToTimespec(std::max(now - log.heard, absl::ZeroDuration()));
    status.mutable_feed_age()->set_seconds(age.tv_sec);
    status.mutable_feed_age()->set_nanos(static_cast<int32_t>(age.tv_nsec));
  }
  status.set_connected(log.connected);
  status.set_address(log.address);
  status.set_problem(log.problem);
  return status;
}

}  // namespace

v1::Freshness FreshnessOf(const ProgressBoard& board) {
  v1::Freshness freshness;
  const absl::Time now = absl::Now();
  for (const LogProgress& log : board.Snapshot()) *freshness.add_logs() = StatusOf(log, now);
  return freshness;
}

std::function<bool()> CancelledBy(const Call& call) {
  return [&call] { return call.cancelled(); };
}

absl::Status WhyStopped(const Call& call, const absl::Status& error) {
  const absl::Status alive = call.CheckAlive();
  return absl::IsCancelled(error) && !alive.ok() ? alive : error;
}

absl::StatusOr<v1::Freshness> AwaitFreshness(const Backend& backend, Call& call, const std::string& min_position) {
  if (!min_position.empty()) {
    const absl::Time deadline = EndOfWait(call.deadline(), absl::Now());
    const absl::Status status = call.WaitAside(
        [&] { return backend.board.WaitFor(min_position, deadline, [&] { return call.CheckAlive(); }); });
    if (!status.ok()) return status;
  }
  return FreshnessOf(backend.board);
}

}  // namespace broadsheet::query
