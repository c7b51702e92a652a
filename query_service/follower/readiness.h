// When a replica may be asked.
#pragma once

#include <span>
#include <string>

#include "absl/time/time.h"
#include "query_service/follower/progress.h"

namespace broadsheet::query {

// What a replica is when it starts.
struct ReplicaStart {
  absl::Time time;
  // How long a feed may be silent before a replica serves what it has.
  absl::Duration feed_patience = absl::Seconds(30);
};

// Each says for operators which logs keep a replica from serving, and why; empty:
// none does.

// Logs that were not followed to their head once. Such a log is a part of itself, or
// nothing, and would be searched with OK: it is waited for as long as it takes, also
// where its address is new and nobody answers there. An address that is wrong, or not
// there yet, so stops a rollout at its first replica, and the others go on with what
// they serve.
std::string WhyNotWhole(std::span<const LogProgress> logs);

// Whether a replica may begin to serve: each log is whole, and at its head now or
// out of reach and silent for feed_patience. So an outage of ingest takes nobody
// out.
std::string WhyNotReady(std::span<const LogProgress> logs, const ReplicaStart& start, absl::Time now);

}  // namespace broadsheet::query
