#include "query_service/follower/feed_batch.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/feed/position.h"
#include "common/status/error.h"

namespace broadsheet::query {
namespace {

absl::Status BadMessage(std::string_view what) {
  return Error(absl::StatusCode::kInternal, "BAD_FEED_MESSAGE", absl::StrCat("the feed sent ", std::string(what)));
}

}  // namespace

absl::StatusOr<LogBatch> BatchOf(const FollowedLog& log, feed::v1::WatchRecordsResponse& message) {
  if (!log.log_id.empty() && message.log_id() != log.log_id) {
    return Error(absl::StatusCode::kFailedPrecondition, "FOREIGN_LOG",
                 absl::StrCat("got log ", message.log_id(), ", want ", log.log_id, ", followed so far"));
  }
  if (message.entries().empty()) return LogBatch{log.key, message.log_id(), 0, nullptr};
  const auto first = ParsePosition(message.first_position()), last = ParsePosition(message.last_position());
  const auto count = static_cast<uint64_t>(message.entries_size());
  if (!first || !last || last->sequence < first->sequence || last->sequence - first->sequence != count - 1) {
    return BadMessage(absl::StrCat(count, " entries as ", message.first_position(), " to ", message.last_position()));
  }
  if (first->log_id != message.log_id() || last->log_id != message.log_id()) {
    return BadMessage(
        absl::StrCat(message.first_position(), " to ", message.last_position(), " as of log ", message.log_id()));
  }
  return LogBatch{log.key, message.log_id(), first->sequence, message.mutable_entries()};
}

}  // namespace broadsheet::query
