// A connection that reads the store. Not thread-safe.
#pragma once

#include <memory>
#include <string>

#include "common/sqlite/sqlite.h"
#include "query_service/store/record_store.h"

namespace broadsheet::query {

// RecordStore documents the operations.
class SqliteReader {
 public:
  static absl::StatusOr<std::unique_ptr<SqliteReader>> Open(const std::string& path);

  // `last` is the sequence that was committed before the call.
  absl::StatusOr<StoreChanges> ReadChanges(const HistoryPlace& after, StoreSequence last, const ChangeLimits& limits);
  absl::StatusOr<std::vector<std::optional<RecordParts>>> ReadVersions(std::span<const DocId> ids, bool details);
  absl::StatusOr<std::vector<record::v1::Record>> ReadRecords(std::span<const std::string> names, bool details);
  absl::StatusOr<std::vector<record::v1::Issue>> ListIssues(std::string_view publication,
                                                            const std::optional<IssueKey>& after, size_t limit);
  absl::StatusOr<record::v1::Issue> ReadIssue(std::string_view name);
  absl::StatusOr<int64_t> CountIssues();

  SQLite::Database& database() { return *database_; }

 private:
  // Fills `changes` up to changes.last, or less.
  absl::Status ReadWritten(StoreSequence after, size_t limit, StoreChanges& changes);
  void ReadRemoved(const HistoryPlace& after, size_t limit, StoreChanges& changes);
  explicit SqliteReader(std::unique_ptr<SQLite::Database> database);

  const std::unique_ptr<SQLite::Database> database_;
  SQLite::Statement version_basic_, version_whole_, record_basic_, record_whole_, written_, removed_, issues_, issue_,
      count_issues_;
};

}  // namespace broadsheet::query
