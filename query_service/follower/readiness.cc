#include "query_service/follower/readiness.h"

#include <algorithm>

namespace broadsheet::query {

bool IsWhole(std::span<const LogProgress> logs) {
  return std::all_of(logs.begin(), logs.end(), [](const LogProgress& log) { return log.whole; });
}

bool IsReady(std::span<const LogProgress> logs, const ReplicaStart& start, absl::Time now) {
  return IsWhole(logs) && std::all_of(logs.begin(), logs.end(), [&](const LogProgress& log) {
           const bool at_head = log.heard != absl::InfinitePast() && log.lag == 0;
           const bool silent = !log.connected && now - std::max(log.heard, start.time) >= start.feed_patience;
           return at_head || silent;
         });
}

}  // namespace broadsheet::query
