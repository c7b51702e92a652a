// One read-only connection of the SQLite record log, with its prepared
// statements.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/sqlite/sqlite.h"
#include "ingest_service/store/record_log.h"

namespace broadsheet::ingest {

// Not thread-safe. Sees what was committed when a call begins. The methods are
// those of RecordLog.
class SqliteReader {
 public:
  static absl::StatusOr<std::unique_ptr<SqliteReader>> Open(const std::string& path);

  absl::StatusOr<std::vector<LogEntry>> Read(Sequence after, size_t max_entries, size_t max_bytes);
  absl::StatusOr<StoredIssue> ReadIssue(std::string_view name, IssueParts parts);
  absl::StatusOr<std::vector<record::v1::Issue>> ListIssues(std::string_view publication, std::string_view after,
                                                            size_t limit);
  absl::StatusOr<std::optional<Appended>> FindRequest(std::string_view request_id, std::string_view content_sha256);

 private:
  explicit SqliteReader(std::unique_ptr<SQLite::Database> database);

  // The issue of that name without its parts.
  absl::StatusOr<StoredIssue> GetIssue(std::string_view name);
  // The first column of the only row that a name selects. NOT_FOUND.
  absl::StatusOr<std::string> GetBlob(SQLite::Statement& statement, std::string_view name);
  absl::StatusOr<std::optional<record::v1::Issue>> GetDescribed(std::string_view issue_name);
  absl::StatusOr<std::vector<record::v1::Record>> GetRecords(std::string_view issue_name);

  const std::unique_ptr<SQLite::Database> database_;
  SQLite::Statement read_, issue_, content_, described_, account_, records_, list_, request_;
};

}  // namespace broadsheet::ingest
