#include "query_service/api/watch_position.h"

#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/api/page_token.h"
#include "common/status/error.h"

namespace broadsheet::query {
namespace {

constexpr char kSeparator = ' ';
constexpr size_t kParts = 3;

absl::Status BadPosition() {
  return Error(absl::StatusCode::kInvalidArgument, "BAD_POSITION",
               "after: want a position that a watch with the same query, filter and view gave, or nothing",
               {{"field", "after"}});
}

}  // namespace

std::string FormatWatchPosition(const v1::ExportRecordsRequest& watched, const RecordStore& store,
                                const WatchPosition& position) {
  return MakePageToken(watched, absl::StrCat(store.Id(), " ", position.applied, " ", position.page_token));
}

absl::StatusOr<WatchPosition> ReadWatchPosition(const v1::ExportRecordsRequest& watched, const RecordStore& store) {
  const auto payload = ReadPageToken(watched);
  if (!payload.ok()) return BadPosition();
  const std::vector<std::string> parts = absl::StrSplit(*payload, absl::MaxSplits(kSeparator, kParts - 1));
  WatchPosition position;
  if (parts.size() != kParts || !absl::SimpleAtoi(parts[1], &position.applied)) return BadPosition();
  if (parts[0] != store.Id()) {
    return Error(absl::StatusCode::kFailedPrecondition, "FOREIGN_LOG",
                 "after: the position is of another replica, or of one that was made anew; start over",
                 {{"log_id", store.Id()}});
  }
  if (position.applied > store.Sequence()) {
    return Error(absl::StatusCode::kFailedPrecondition, "POSITION_AHEAD",
                 "after: this replica lost changes that the watch has; start over");
  }
  position.page_token = parts[2];
  if (absl::Status status = CheckKept(position, store); !status.ok()) return status;
  return position;
}

absl::Status CheckKept(const WatchPosition& position, const RecordStore& store) {
  if (position.applied >= store.Freed()) return absl::OkStatus();
  return Error(absl::StatusCode::kOutOfRange, "POSITION_TRIMMED",
               "deletions behind the watch's position are no longer known; start over");
}

}  // namespace broadsheet::query
