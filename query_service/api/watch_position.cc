#include "query_service/api/watch_position.h"

#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/api/page_token.h"
#include "common/status/error.h"
#include "query_service/api/resumption.h"

namespace broadsheet::query {
namespace {

constexpr char kSeparator = ' ';
constexpr size_t kParts = 4;

absl::Status BadPosition() {
  return Error(absl::StatusCode::kInvalidArgument, "BAD_POSITION",
               "after: want a position that a watch with the same query, filter and view gave, or nothing",
               {{"field", "after"}});
}

// Without what is removed at the sequence, unless some of it is not sent.
std::string FormatPlace(const HistoryPlace& place) {
  if (place.removed == HistoryPlace::kAllVersions) return absl::StrCat(place.sequence);
  return absl::StrCat(place.sequence, "/", place.removed);
}

bool ReadPlace(const std::string& text, HistoryPlace& place) {
  const std::vector<std::string> parts = absl::StrSplit(text, absl::MaxSplits('/', 1));
  return absl::SimpleAtoi(parts[0], &place.sequence) &&
         (parts.size() == 1 || absl::SimpleAtoi(parts[1], &place.removed));
}

// Of a position that another numbering has: from before this store followed more
// than one log, or of another store.
absl::Status CheckOwn(const std::string& store_id, const WatchPosition& position, const RecordStore& store) {
  if (store_id != store.Id()) {
    return Error(
        absl::StatusCode::kFailedPrecondition, "FOREIGN_LOG",
        "after: the position is of a replica that numbers records otherwise, or of this one before it was made "
        "anew; start over",
        {{"log_id", store.Numbering()}});
  }
  if (position.sent.sequence > store.Sequence()) {
    return Error(absl::StatusCode::kFailedPrecondition, "POSITION_AHEAD",
                 "after: this replica lost changes that the watch has; start over");
  }
  return absl::OkStatus();
}

}  // namespace

std::string FormatWatchPosition(const v1::ExportRecordsRequest& watched, const RecordStore& store,
                                const WatchPosition& position) {
  return MakePageToken(watched, absl::StrCat(store.Numbering(), " ", store.Id(), " ", FormatPlace(position.sent), " ",
                                             position.page_token));
}

absl::StatusOr<WatchPosition> ResumeWatch(const Backend& backend, Call& call, const v1::ExportRecordsRequest& watched) {
  const auto payload = ReadPageToken(watched);
  if (!payload.ok()) return BadPosition();
  const std::vector<std::string> parts = absl::StrSplit(*payload, absl::MaxSplits(kSeparator, kParts - 1));
  WatchPosition position;
  if (parts.size() != kParts || !ReadPlace(parts[2], position.sent)) return BadPosition();
  position.page_token = parts[3];
  const auto alike = AwaitNumbered(backend, call, "after", parts[0], position.sent.sequence);
  if (!alike.ok()) return alike.status();
  if (!*alike) {
    if (absl::Status status = CheckOwn(parts[1], position, backend.store); !status.ok()) return status;
  }
  if (absl::Status status = CheckKept(position, backend.store); !status.ok()) return status;
  return position;
}

absl::Status CheckKept(const WatchPosition& position, const RecordStore& store) {
  const auto& [sequence, removed] = position.sent;
  const StoreSequence wanted = removed == HistoryPlace::kAllVersions ? sequence + 1 : sequence;
  if (wanted > store.Freed()) return absl::OkStatus();
  return Error(absl::StatusCode::kOutOfRange, "POSITION_TRIMMED",
               "deletions behind the watch's position are no longer known; start over");
}

}  // namespace broadsheet::query
