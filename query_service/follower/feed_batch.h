// What a message of the feed asks to apply.
#pragma once

#include "absl/status/statusor.h"
#include "broadsheet/feed/v1/feed_service.pb.h"
#include "query_service/store/record_store.h"

namespace broadsheet::query {

// The message's entries, lent, as a batch for the log followed so far; without
// any, `first` is 0. FAILED_PRECONDITION, reason FOREIGN_LOG: they are of
// another log. INTERNAL, reason BAD_FEED_MESSAGE: its positions and entries do
// not fit together.
absl::StatusOr<LogBatch> BatchOf(const FollowedLog& log, feed::v1::WatchRecordsResponse& message);

}  // namespace broadsheet::query
