// Where a watch of the query service stands.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "broadsheet/query/v1/query_service.pb.h"
#include "query_service/api/backend.h"
#include "query_service/store/record_store.h"

namespace broadsheet::query {

struct WatchPosition {
  // Changes up to here are sent, but for what `page_token` still has to bring.
  HistoryPlace sent{};
  // To go on with the records that matched there; empty: all were sent.
  std::string page_token{};
};

// The position as text, bound to the fields of `watched` but its page_token.
std::string FormatWatchPosition(const v1::ExportRecordsRequest& watched, const RecordStore& store,
                                const WatchPosition& position);

// The position that watched.page_token carries: of this store, or of one that
// numbers records alike (RecordStore::Numbering), to whose entry it waits for a
// second. INVALID_ARGUMENT, reason BAD_POSITION: none, or of another request.
// UNAVAILABLE, reason REPLICA_BEHIND: not there yet. FAILED_PRECONDITION, reason
// FOREIGN_LOG: of another store; reason POSITION_AHEAD: this one lost what the
// watch has. OUT_OF_RANGE, reason POSITION_TRIMMED: removals behind it are no
// longer known.
absl::StatusOr<WatchPosition> ResumeWatch(const Backend& backend, Call& call, const v1::ExportRecordsRequest& watched);

// The last of these errors, if it is one.
absl::Status CheckKept(const WatchPosition& position, const RecordStore& store);

}  // namespace broadsheet::query
