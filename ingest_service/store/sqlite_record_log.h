// The record log in one SQLite file: WAL, every commit synced, one writer and
// a pool of readers that do not wait for it.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "common/file/file_lock.h"
#include "common/sqlite/pool.h"
#include "ingest_service/store/commit_listeners.h"
#include "ingest_service/store/record_log.h"
#include "ingest_service/store/sqlite_reader.h"
#include "ingest_service/store/sqlite_writer.h"

namespace broadsheet::ingest {

// The record log's file in a service's data folder.
inline std::string StorePath(const std::string& data_dir) { return data_dir + "/ingest.db"; }

class SqliteRecordLog : public RecordLog {
 public:
  struct Options {
    std::string path;  // created with its first use; its folder has to exist
    int readers = 4;   // how many reads can run at once, at least 1
    // Request ids are known at least so long.
    absl::Duration request_id_retention = absl::Hours(24 * 30);
    std::stop_token stop{};  // ends the check of a file that was not closed
  };
  // FAILED_PRECONDITION, reason STORE_IN_USE: another process has it open.
  // DATA_LOSS: the file is damaged. ABORTED: stopped.
  static absl::StatusOr<std::unique_ptr<SqliteRecordLog>> Open(const Options& options);

  absl::StatusOr<Appended> Append(const StoredIssue& issue, bool allow_replace) override;
  absl::StatusOr<Appended> Replace(const StoredIssue& issue) override;
  absl::StatusOr<Sequence> Delete(std::string_view issue_name) override;
  absl::StatusOr<std::vector<LogEntry>> Read(Sequence after, size_t max_entries, size_t max_bytes) const override;
  LogHead Head() const override;
  std::function<void()> Subscribe(std::function<void()> wake) override;
  absl::StatusOr<StoredIssue> ReadIssue(std::string_view name, IssueParts parts) const override;
  absl::StatusOr<std::vector<record::v1::Issue>> ListIssues(std::string_view publication, std::string_view after,
                                                            size_t limit) const override;
  absl::StatusOr<std::optional<Appended>> FindRequest(std::string_view request_id,
                                                      std::string_view content_sha256) const override;

 private:
  SqliteRecordLog(FileLock lock, std::unique_ptr<SqliteWriter> writer);

  // Makes what the writer committed the head and tells the listeners.
  void Publish();
  // Passes on what was got from a connection, and notes damage that it tells of.
  template <typename Result>
  Result Noted(Result result) const;

  const FileLock lock_;
  const std::string log_id_;
  std::mutex writer_mutex_;
  const std::unique_ptr<SqliteWriter> writer_;
  mutable sqlite::Pool<SqliteReader> readers_;
  mutable std::mutex head_mutex_;
  Sequence last_ = 0;
  CommitListeners listeners_;
};

}  // namespace broadsheet::ingest
