// The one writing connection of the SQLite record log.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "common/sqlite/sqlite.h"
#include "ingest_service/store/change_plan.h"
#include "ingest_service/store/record_log.h"

namespace broadsheet::ingest {

// Not thread-safe. Each write is one transaction: after an error nothing of it
// is left.
class SqliteWriter {
 public:
  // Creates the file if there is none, brings its schema up to date and, where
  // the last process did not close it in good order, checks its integrity.
  // ABORTED: `stop` was requested during the check.
  static absl::StatusOr<std::unique_ptr<SqliteWriter>> Open(const std::string& path,
                                                            absl::Duration request_id_retention,
                                                            const std::stop_token& stop);
  // Marks the file as closed in good order, unless a check or a use of it found
  // damage.
  ~SqliteWriter();

  // Has the next start check the file if `status`, of any connection to it, says
  // that it is damaged or failed to be read or written. Thread-safe.
  void NoteDamage(const absl::Status& status);

  const std::string& log_id() const { return log_id_; }
  // The last entry committed.
  Sequence last() const { return last_; }

  absl::StatusOr<Appended> Append(const StoredIssue& issue, std::vector<RecordVersion> records, bool allow_replace);
  absl::StatusOr<Appended> Replace(const StoredIssue& issue, std::vector<RecordVersion> records);
  absl::StatusOr<Sequence> Delete(std::string_view issue_name);

 private:
  struct IssueRow {
    int64_t id = 0;
    std::string content_sha256;
    record::v1::Issue issue;
    std::optional<record::v1::Issue> described;
    Sequence last = 0, entry = 0;  // of all its entries; of the issue's own
  };

  SqliteWriter(std::unique_ptr<SQLite::Database> database, absl::Duration request_id_retention);

  absl::Status Recover(const std::stop_token& stop);
  void SetClean(bool clean);
  // Runs `work` in a transaction that is committed if it returns OK.
  template <typename Result, typename Work>
  absl::StatusOr<Result> Transact(std::string_view doing, Work&& work);

  // Parts of a transaction; exceptions go through.
  std::optional<IssueRow> FindIssue(std::string_view name);
  absl::StatusOr<std::optional<Appended>> FindRequest(const StoredIssue& issue);
  PreviousIssue LoadPrevious(const IssueRow& row);
  Appended Write(const StoredIssue& issue, std::optional<IssueRow> row, std::vector<RecordVersion> records);
  int64_t WriteIssue(const StoredIssue& issue, const IssueRow* row, const ChangePlan& plan, Sequence last);
  // `issue_entry`: the stored version's, 0 if there is none.
  void WriteEntries(int64_t issue_id, Sequence issue_entry, std::vector<PlannedEntry> entries);
  void PutEntry(const LogEntry& entry);
  void PutRecord(int64_t issue_id, const PlannedEntry& written);
  // The entry of a record's stored version; 0 if there is none.
  Sequence EntryOf(int64_t issue_id, std::string_view record_name);
  // Takes away what an entry says; nothing for 0.
  void Supersede(Sequence sequence);
  // What was deleted leaves the write-ahead log, too; later, if a reader is in the way.
  void EmptyWriteAheadLog();
  void RememberRequest(const StoredIssue& issue);

  const std::unique_ptr<SQLite::Database> database_;
  bool wal_holds_deleted_ = false;
  const absl::Duration request_id_retention_;
  SQLite::Statement find_issue_, find_records_, find_request_;
  SQLite::Statement put_issue_, put_upload_, put_entry_, put_record_, put_request_, forget_requests_;
  SQLite::Statement delete_record_, delete_issue_, find_record_, find_entry_, supersede_;
  std::atomic<bool> sound_{false};  // recovered, and no damage met since
  std::string log_id_;
  Sequence last_ = 0;  // committed
  Sequence next_ = 0;  // last sequence given out in the running transaction
};

}  // namespace broadsheet::ingest
