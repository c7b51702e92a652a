#include "ingest_service/store/request_row.h"

#include <string>

#include "common/status/error.h"
#include "ingest_service/store/change_plan.h"

namespace broadsheet::ingest {

using sqlite::BlobOf;

absl::StatusOr<std::optional<Appended>> RequestOf(SQLite::Statement& found, std::string_view request_id,
                                                  std::string_view content_sha256) {
  if (BlobOf(found, 0) != content_sha256) return RequestIdReused(request_id);
  if (BlobOf(found, 1) != content_sha256) return RequestSuperseded(request_id);
  Appended appended;
  if (!appended.issue.ParseFromString(std::string(BlobOf(found, 2)))) {
    return Error(absl::StatusCode::kDataLoss, "STORAGE_CORRUPT", "a stored message cannot be read");
  }
  appended.last = static_cast<Sequence>(found.getColumn(3).getInt64());
  appended.already_stored = true;
  return appended;
}

}  // namespace broadsheet::ingest
