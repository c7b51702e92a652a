// What a request id led to, as the SQLite record log's connections read it.
#pragma once

#include <optional>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/sqlite/sqlite.h"
#include "ingest_service/store/record_log.h"

namespace broadsheet::ingest {

// Selects the row that RequestOf reads, by the request id.
inline constexpr char kFindRequest[] =
    "SELECT requests.content_sha256, issues.content_sha256, issue, last_sequence FROM requests "
    "JOIN issues ON id = issue_id WHERE request_id = ?";

// RecordLog::FindRequest, of the row that `found` is at.
absl::StatusOr<std::optional<Appended>> RequestOf(SQLite::Statement& found, std::string_view request_id,
                                                  std::string_view content_sha256);

}  // namespace broadsheet::ingest
