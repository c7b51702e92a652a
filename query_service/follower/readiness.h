// When a replica may be asked.
#pragma once

#include <span>

#include "absl/time/time.h"
#include "query_service/follower/progress.h"

namespace broadsheet::query {

// What a replica is when it starts.
struct ReplicaStart {
  absl::Time time;
  bool has_records = false;
  // How long a feed may be silent before such a replica serves what it has.
  absl::Duration feed_patience = absl::Seconds(30);
};

// Whether answers are whole: each log is followed to its head.
// For a replica that started with records a log that has been silent for
// feed_patience counts too: an outage of ingest takes nobody out. One without
// waits as long as it takes: it would find nothing, and say OK.
bool IsReady(std::span<const LogProgress> logs, const ReplicaStart& start, absl::Time now);

}  // namespace broadsheet::query
