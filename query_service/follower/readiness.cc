#include "query_service/follower/readiness.h"

#include <algorithm>

namespace broadsheet::query {

bool IsReady(std::span<const LogProgress> logs, const ReplicaStart& start, absl::Time now) {
  return std::all_of(logs.begin(), logs.end(), [&](const LogProgress& log) {
    const bool at_head = log.heard != absl::InfinitePast() && log.lag == 0;
    const bool silent = now - std::max(log.heard, start.time) >= start.feed_patience;
    return at_head || (start.has_records && silent);
  });
}

}  // namespace broadsheet::query
