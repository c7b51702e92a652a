// A record log that is gone with its object: for tests and for trying things.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "ingest_service/store/change_plan.h"
#include "ingest_service/store/commit_listeners.h"
#include "ingest_service/store/record_log.h"

namespace broadsheet::ingest {

class MemoryRecordLog : public RecordLog {
 public:
  explicit MemoryRecordLog(std::string log_id) : log_id_(std::move(log_id)) {}

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
  struct Row {
    PreviousIssue stored;
    std::string content;
    std::optional<record::v1::Issue> described;
    record::v1::Account account;
    Sequence last = 0;
  };
  struct Request {
    std::string content_sha256, issue_name;
  };

  // All of these hold mutex_.
  absl::StatusOr<const Row*> Find(std::string_view name) const;
  Appended Write(const StoredIssue& issue, std::vector<RecordVersion> records);
  Sequence AppendEntries(std::vector<PlannedEntry> entries);
  absl::StatusOr<std::optional<Appended>> FindRequestLocked(std::string_view request_id,
                                                            std::string_view content_sha256) const;

  const std::string log_id_;
  mutable std::mutex mutex_;
  std::vector<LogEntry> entries_;                         // entries_[i].sequence == i + 1
  std::map<std::string, Sequence, std::less<>> written_;  // of each record and issue that is there
  std::map<std::string, Row, std::less<>> issues_;
  std::map<std::string, Request, std::less<>> requests_;
  CommitListeners listeners_;
};

}  // namespace broadsheet::ingest
