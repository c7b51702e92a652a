#include "ingest_service/store/sqlite_record_log.h"

#include <algorithm>
#include <utility>

#include "ingest_service/store/store_replacement.h"

namespace broadsheet::ingest {

absl::StatusOr<std::unique_ptr<SqliteRecordLog>> SqliteRecordLog::Open(const Options& options) {
  auto lock = FileLock::Take(options.path + ".lock");
  if (!lock.ok()) return lock.status();
  if (absl::Status status = FinishReplacement(options.path); !status.ok()) return status;
  auto writer = SqliteWriter::Open(options.path, options.request_id_retention, options.stop);
  if (!writer.ok()) return writer.status();
  std::unique_ptr<SqliteRecordLog> log(new SqliteRecordLog(*std::move(lock), *std::move(writer)));
  for (int i = 0; i < std::max(options.readers, 1); ++i) {
    auto reader = SqliteReader::Open(options.path);
    if (!reader.ok()) return reader.status();
    log->readers_.Add(*std::move(reader));
  }
  return log;
}

SqliteRecordLog::SqliteRecordLog(FileLock lock, std::unique_ptr<SqliteWriter> writer)
    : lock_(std::move(lock)), log_id_(writer->log_id()), writer_(std::move(writer)), last_(writer_->last()) {}

template <typename Result>
Result SqliteRecordLog::Noted(Result result) const {
  writer_->NoteDamage(result.status());
  return result;
}

absl::StatusOr<Appended> SqliteRecordLog::Append(const StoredIssue& issue, bool allow_replace) {
  auto records = SerializeRecords(issue);
  if (!records.ok()) return records.status();
  const std::lock_guard lock(writer_mutex_);
  auto appended = writer_->Append(issue, *std::move(records), allow_replace);
  Publish();
  return Noted(std::move(appended));
}

absl::StatusOr<Appended> SqliteRecordLog::Replace(const StoredIssue& issue) {
  auto records = SerializeRecords(issue);
  if (!records.ok()) return records.status();
  const std::lock_guard lock(writer_mutex_);
  auto appended = writer_->Replace(issue, *std::move(records));
  Publish();
  return Noted(std::move(appended));
}

absl::StatusOr<Sequence> SqliteRecordLog::Delete(std::string_view issue_name) {
  const std::lock_guard lock(writer_mutex_);
  auto last = writer_->Delete(issue_name);
  Publish();
  return Noted(std::move(last));
}

void SqliteRecordLog::Publish() {
  {
    const std::lock_guard lock(head_mutex_);
    if (last_ == writer_->last()) return;
    last_ = writer_->last();
  }
  listeners_.Notify();
}

LogHead SqliteRecordLog::Head() const {
  const std::lock_guard lock(head_mutex_);
  return {log_id_, 1, last_};
}

std::function<void()> SqliteRecordLog::Subscribe(std::function<void()> wake) { return listeners_.Add(std::move(wake)); }

absl::StatusOr<std::vector<LogEntry>> SqliteRecordLog::Read(Sequence after, size_t max_entries,
                                                            size_t max_bytes) const {
  return Noted(readers_.Take()->Read(after, max_entries, max_bytes));
}

absl::StatusOr<StoredIssue> SqliteRecordLog::ReadIssue(std::string_view name, IssueParts parts) const {
  return Noted(readers_.Take()->ReadIssue(name, parts));
}

absl::StatusOr<std::vector<record::v1::Issue>> SqliteRecordLog::ListIssues(std::string_view publication,
                                                                           std::string_view after, size_t limit) const {
  return Noted(readers_.Take()->ListIssues(publication, after, limit));
}

absl::StatusOr<std::optional<Appended>> SqliteRecordLog::FindRequest(std::string_view request_id,
                                                                     std::string_view content_sha256) const {
  return Noted(readers_.Take()->FindRequest(request_id, content_sha256));
}

}  // namespace broadsheet::ingest
