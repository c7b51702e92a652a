// When a replica may be asked.
#pragma once

#include <span>

#include "absl/time/time.h"
#include "query_service/follower/progress.h"

namespace broadsheet::query {

// What a replica is when it starts.
struct ReplicaStart {
  absl::Time time;
  // How long a feed may be silent before a replica serves what it has.
  absl::Duration feed_patience = absl::Seconds(30);
};

// Whether each log was followed to its head once. One that was not is a part of
// itself, or nothing, and would be searched with OK: it is waited for as long as
// it takes.
bool IsWhole(std::span<const LogProgress> logs);

// Whether a replica may begin to serve: each log is whole, and at its head now or
// out of reach and silent for feed_patience. So an outage of ingest takes nobody
// out.
bool IsReady(std::span<const LogProgress> logs, const ReplicaStart& start, absl::Time now);

}  // namespace broadsheet::query
