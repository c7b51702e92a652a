// What the handlers answer from.
#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "broadsheet/query/v1/query_service.pb.h"
#include "common/server/call.h"
#include "query_service/api/record_cache.h"
#include "query_service/follower/progress.h"
#include "query_service/index/record_index.h"
#include "query_service/store/record_store.h"

namespace broadsheet::query {

struct Backend {
  const RecordStore& store;
  const RecordIndex& index;
  const ProgressBoard& board;
  RecordCache& cache;
  // An index search that takes longer has its plan in the call's log line.
  absl::Duration slow_query = absl::InfiniteDuration();
  // A watch is silent for at most so long.
  absl::Duration watch_progress = absl::Seconds(5);
};

// Waits for min_position, unless it is empty, and gives what everything read
// after this call reflects at least.
absl::StatusOr<v1::Freshness> AwaitFreshness(const Backend& backend, Call& call, const std::string& min_position);

// For what works for a call.
std::function<bool()> CancelledBy(const Call& call);

// The error of an index's or a store's read: where the caller stopped it, why.
absl::Status WhyStopped(const Call& call, const absl::Status& error);

// What is read now reflects at least.
v1::Freshness FreshnessOf(const ProgressBoard& board);

}  // namespace broadsheet::query
