#include "ingest_service/store/sqlite_writer.h"

#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "ingest_service/store/log_id.h"
#include "ingest_service/store/request_row.h"
#include "ingest_service/store/row_checksum.h"
#include "ingest_service/store/sqlite_schema.h"

namespace broadsheet::ingest {
namespace {

using sqlite::BindBlob;
using sqlite::BindText;
using sqlite::BlobOf;
using sqlite::Guard;
using sqlite::ScopedReset;

// At most so many request ids are forgotten with an upload, so that it is not
// slower for them.
constexpr int kForgottenRequests = 16;

// Of SQLite's machine: much less than a millisecond.
constexpr int kStepsBetweenChecks = 1000;

int StopRequested(void* token) { return static_cast<const std::stop_token*>(token)->stop_requested(); }

absl::Status OverwriteWhatIsFreed(SQLite::Database& database) {
  return Guard("opening the record log", [&]() -> absl::Status {
    database.exec("PRAGMA secure_delete = ON");
    return absl::OkStatus();
  });
}

int64_t NowMicros() { return absl::ToUnixMicros(absl::Now()); }

}  // namespace

absl::StatusOr<std::unique_ptr<SqliteWriter>> SqliteWriter::Open(const std::string& path,
                                                                 absl::Duration request_id_retention,
                                                                 const std::stop_token& stop) {
  auto database = sqlite::OpenWriter(path, sqlite::Durability::kFull);
  if (!database.ok()) return database.status();
  if (absl::Status status = OverwriteWhatIsFreed(**database); !status.ok()) return status;
  if (absl::Status status = sqlite::Migrate(**database, RecordLogSchema()); !status.ok()) return status;
  return Guard("opening the record log", [&]() -> absl::StatusOr<std::unique_ptr<SqliteWriter>> {
    std::unique_ptr<SqliteWriter> writer(new SqliteWriter(*std::move(database), request_id_retention));
    if (absl::Status status = writer->Recover(stop); !status.ok()) return status;
    writer->sound_ = true;
    return writer;
  });
}

SqliteWriter::SqliteWriter(std::unique_ptr<SQLite::Database> database, absl::Duration request_id_retention)
    : database_(std::move(database)),
      request_id_retention_(request_id_retention),
      find_issue_(*database_,
                  "SELECT id, content_sha256, issue, last_sequence, described, entry_sequence FROM issues "
                  "JOIN uploads ON issue_id = id WHERE name = ?"),
      find_records_(*database_,
                    "SELECT records.name, payload FROM records JOIN entries USING (sequence) WHERE issue_id = ? "
                    "ORDER BY ordinal, records.name"),
      find_request_(*database_, kFindRequest),
      put_issue_(*database_,
                 "INSERT INTO issues (id, name, content_sha256, issue, last_sequence, checksum, entry_sequence) "
                 "VALUES (?, ?, ?, ?, ?, ?, ?) "
                 "ON CONFLICT (id) DO UPDATE SET content_sha256 = excluded.content_sha256, issue = excluded.issue, "
                 "last_sequence = excluded.last_sequence, checksum = excluded.checksum, "
                 "entry_sequence = excluded.entry_sequence"),
      put_upload_(*database_,
                  "INSERT OR REPLACE INTO uploads (issue_id, content, account, described) VALUES (?, ?, ?, ?)"),
      put_entry_(
          *database_,
          "INSERT INTO entries (sequence, kind, name, payload, commit_time, checksum) VALUES (?, ?, ?, ?, ?, ?)"),
      put_record_(*database_, "INSERT OR REPLACE INTO records (issue_id, name, ordinal, sequence) VALUES (?, ?, ?, ?)"),
      put_request_(*database_,
                   "INSERT OR REPLACE INTO requests (request_id, content_sha256, issue_id, create_time) "
                   "SELECT ?, ?, id, ? FROM issues WHERE name = ?"),
      forget_requests_(*database_,
                       "DELETE FROM requests WHERE request_id IN "
                       "(SELECT request_id FROM requests WHERE create_time < ? ORDER BY create_time LIMIT ?)"),
      delete_record_(*database_, "DELETE FROM records WHERE issue_id = ? AND name = ?"),
      delete_issue_(*database_, "DELETE FROM issues WHERE name = ?"),
      find_record_(*database_, "SELECT sequence FROM records WHERE issue_id = ? AND name = ?"),
      find_entry_(*database_, "SELECT name, commit_time FROM entries WHERE sequence = ?"),
      supersede_(*database_, "UPDATE entries SET kind = ?, payload = x'', checksum = ? WHERE sequence = ?") {}

SqliteWriter::~SqliteWriter() {
  if (!sound_) return;
  // The next start only checks more than it needs to if this does not succeed.
  (void)Guard("closing", [&]() -> absl::Status {
    SetClean(true);
    return absl::OkStatus();
  });
  EmptyWriteAheadLog();
}

void SqliteWriter::NoteDamage(const absl::Status& status) {
  if (absl::IsDataLoss(status) || absl::IsInternal(status)) sound_ = false;
}

absl::Status SqliteWriter::Recover(const std::stop_token& stop) {
  SQLite::Statement identity(*database_, "SELECT log_id, clean FROM identity");
  if (!identity.executeStep()) {
    log_id_ = NewLogId();
    SQLite::Statement create(*database_, "INSERT INTO identity (log_id, clean) VALUES (?, 0)");
    BindText(create, 1, log_id_);
    create.exec();
    return absl::OkStatus();
  }
  log_id_ = identity.getColumn(0).getString();
  const bool clean = identity.getColumn(1).getInt() != 0;
  identity.reset();
  if (!clean) {
    sqlite3_progress_handler(database_->getHandle(), kStepsBetweenChecks, StopRequested,
                             const_cast<std::stop_token*>(&stop));
    const absl::Status status = sqlite::CheckIntegrity(*database_);
    sqlite3_progress_handler(database_->getHandle(), 0, nullptr, nullptr);
    if (!status.ok()) return status;
  }
  SetClean(false);
  last_ = static_cast<Sequence>(database_->execAndGet("SELECT coalesce(max(sequence), 0) FROM entries").getInt64());
  return absl::OkStatus();
}

void SqliteWriter::SetClean(bool clean) {
  database_->exec(absl::StrCat("UPDATE identity SET clean = ", clean ? 1 : 0));
}

template <typename Result, typename Work>
absl::StatusOr<Result> SqliteWriter::Transact(std::string_view doing, Work&& work) {
  return Guard(doing, [&]() -> absl::StatusOr<Result> {
    SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
    next_ = last_;
    absl::StatusOr<Result> result = work();
    if (!result.ok()) return result;
    transaction.commit();
    last_ = next_;
    return result;
  });
}

absl::StatusOr<Appended> SqliteWriter::Append(const StoredIssue& issue, std::vector<RecordVersion> records,
                                              bool allow_replace) {
  auto stored = Transact<Appended>("storing an issue", [&]() -> absl::StatusOr<Appended> {
    auto earlier = FindRequest(issue);
    if (!earlier.ok()) return earlier.status();
    if (earlier->has_value()) return **std::move(earlier);

    std::optional<IssueRow> row = FindIssue(issue.issue.name());
    Appended appended;
    const bool same = row && row->content_sha256 == issue.issue.content_sha256();
    if (same && !IsDescribedAnew(row->described, issue.described, allow_replace)) {
      appended = {std::move(row->issue), row->last, /*already_stored=*/true, 0, 0, 0};
      appended.unchanged = appended.issue.record_count();
    } else if (row && !allow_replace) {
      return IssueExists(issue.issue.name(), row->content_sha256);
    } else {
      const Sequence before = same ? row->last : 0;
      appended = Write(issue, std::move(row), std::move(records));
      appended.already_stored = same && appended.last == before;
    }
    RememberRequest(issue);
    return appended;
  });
  if (wal_holds_deleted_) EmptyWriteAheadLog();
  return stored;
}

absl::StatusOr<Appended> SqliteWriter::Replace(const StoredIssue& issue, std::vector<RecordVersion> records) {
  return Transact<Appended>("replacing records", [&]() -> absl::StatusOr<Appended> {
    std::optional<IssueRow> row = FindIssue(issue.issue.name());
    if (!row) return IssueNotFound(issue.issue.name());
    if (row->content_sha256 != issue.issue.content_sha256()) return ContentChanged(issue.issue.name());
    return Write(issue, std::move(row), std::move(records));
  });
}

absl::StatusOr<Sequence> SqliteWriter::Delete(std::string_view issue_name) {
  auto last = Transact<Sequence>("deleting an issue", [&]() -> absl::StatusOr<Sequence> {
    const std::optional<IssueRow> row = FindIssue(issue_name);
    if (!row) return IssueNotFound(issue_name);
    std::vector<std::string> names;
    for (const auto& [name, payload] : LoadPrevious(*row).payloads) names.push_back(name);
    WriteEntries(row->id, row->entry, PlanDelete(issue_name, names).entries);
    const ScopedReset reset(delete_issue_);
    BindText(delete_issue_, 1, issue_name);
    delete_issue_.exec();
    return next_;
  });
  if (last.ok()) EmptyWriteAheadLog();
  return last;
}

void SqliteWriter::EmptyWriteAheadLog() {
  wal_holds_deleted_ = true;
  (void)Guard("checkpointing", [&]() -> absl::Status {
    database_->setBusyTimeout(0);  // a reader that is in the way may stay for long
    SQLite::Statement checkpoint(*database_, "PRAGMA wal_checkpoint(TRUNCATE)");
    if (checkpoint.executeStep()) wal_holds_deleted_ = checkpoint.getColumn(0).getInt() != 0;
    return absl::OkStatus();
  });
  (void)Guard("waiting for others again", [&]() -> absl::Status {
    database_->setBusyTimeout(sqlite::kBusyTimeoutMs);
    return absl::OkStatus();
  });
}

std::optional<SqliteWriter::IssueRow> SqliteWriter::FindIssue(std::string_view name) {
  const ScopedReset reset(find_issue_);
  BindText(find_issue_, 1, name);
  if (!find_issue_.executeStep()) return std::nullopt;
  IssueRow row;
  row.id = find_issue_.getColumn(0).getInt64();
  row.content_sha256 = find_issue_.getColumn(1).getString();
  row.issue.ParseFromString(std::string(BlobOf(find_issue_, 2)));
  row.last = static_cast<Sequence>(find_issue_.getColumn(3).getInt64());
  row.entry = static_cast<Sequence>(find_issue_.getColumn(5).getInt64());
  if (!find_issue_.getColumn(4).isNull()) row.described.emplace().ParseFromString(std::string(BlobOf(find_issue_, 4)));
  return row;
}

absl::StatusOr<std::optional<Appended>> SqliteWriter::FindRequest(const StoredIssue& issue) {
  if (issue.request_id.empty()) return std::nullopt;
  const ScopedReset reset(find_request_);
  BindText(find_request_, 1, issue.request_id);
  if (!find_request_.executeStep()) return std::nullopt;
  auto earlier = RequestOf(find_request_, issue.request_id, issue.issue.content_sha256());
  if (earlier.ok() && earlier->has_value() && (*earlier)->issue.name() != issue.issue.name()) {
    return RequestIdReused(issue.request_id);
  }
  return earlier;
}

PreviousIssue SqliteWriter::LoadPrevious(const IssueRow& row) {
  PreviousIssue previous;
  previous.issue = row.issue;
  const ScopedReset reset(find_records_);
  find_records_.bind(1, row.id);
  while (find_records_.executeStep()) {
    previous.payloads.emplace(find_records_.getColumn(0).getString(), BlobOf(find_records_, 1));
  }
  return previous;
}

Appended SqliteWriter::Write(const StoredIssue& issue, std::optional<IssueRow> row,
                             std::vector<RecordVersion> records) {
  std::optional<PreviousIssue> previous;
  if (row) previous = LoadPrevious(*row);
  ChangePlan plan = PlanWrite(previous ? &*previous : nullptr, issue.issue, std::move(records), absl::Now());

  const Sequence last = plan.entries.empty() ? row->last : next_ + plan.entries.size();
  const int64_t id = WriteIssue(issue, row ? &*row : nullptr, plan, last);
  WriteEntries(id, row ? row->entry : 0, std::move(plan.entries));
  return {std::move(plan.issue), last, /*already_stored=*/false, plan.written, plan.deleted, plan.unchanged};
}

int64_t SqliteWriter::WriteIssue(const StoredIssue& issue, const IssueRow* row, const ChangePlan& plan, Sequence last) {
  const std::string account = issue.account.SerializeAsString();
  const std::string described = issue.described ? issue.described->SerializeAsString() : "";
  {
    const std::string bytes = plan.issue.SerializeAsString();
    const ScopedReset reset(put_issue_);
    if (row != nullptr) put_issue_.bind(1, row->id);
    BindText(put_issue_, 2, plan.issue.name());
    BindText(put_issue_, 3, plan.issue.content_sha256());
    BindBlob(put_issue_, 4, bytes);
    put_issue_.bind(5, static_cast<int64_t>(last));
    IssueRowBytes written{plan.issue.name(), plan.issue.content_sha256(), bytes, std::nullopt, last, account};
    if (issue.described) written.described = described;
    put_issue_.bind(6, IssueChecksum(written));
    put_issue_.bind(7, static_cast<int64_t>(plan.entries.empty() ? row->entry : next_ + 1));  // it is the first
    put_issue_.exec();
  }
  const int64_t id = row != nullptr ? row->id : database_->getLastInsertRowid();
  const ScopedReset reset(put_upload_);
  put_upload_.bind(1, id);
  BindBlob(put_upload_, 2, issue.content);
  BindBlob(put_upload_, 3, account);
  if (issue.described) BindBlob(put_upload_, 4, described);
  put_upload_.exec();
  return id;
}

void SqliteWriter::PutEntry(const LogEntry& entry) {
  const ScopedReset reset(put_entry_);
  put_entry_.bind(1, static_cast<int64_t>(entry.sequence));
  put_entry_.bind(2, static_cast<int>(entry.kind));
  BindText(put_entry_, 3, entry.name);
  BindBlob(put_entry_, 4, entry.payload);
  put_entry_.bind(5, absl::ToUnixMicros(entry.commit_time));
  put_entry_.bind(6, EntryChecksum(entry));
  put_entry_.exec();
}

void SqliteWriter::WriteEntries(int64_t issue_id, Sequence issue_entry, std::vector<PlannedEntry> entries) {
  const absl::Time now = absl::Now();
  for (PlannedEntry& planned : entries) {
    planned.entry.sequence = ++next_;
    planned.entry.commit_time = now;
    PutEntry(planned.entry);
    switch (planned.entry.kind) {
      case LogEntry::Kind::kRecordWritten:
        Supersede(EntryOf(issue_id, planned.entry.name));
        PutRecord(issue_id, planned);
        break;
      case LogEntry::Kind::kRecordDeleted: {
        Supersede(EntryOf(issue_id, planned.entry.name));
        const ScopedReset reset(delete_record_);
        delete_record_.bind(1, issue_id);
        BindText(delete_record_, 2, planned.entry.name);
        delete_record_.exec();
        break;
      }
      case LogEntry::Kind::kIssueWritten:
      case LogEntry::Kind::kIssueDeleted:
        Supersede(issue_entry);
        break;
      case LogEntry::Kind::kSuperseded:
        break;  // never planned
    }
  }
}

void SqliteWriter::PutRecord(int64_t issue_id, const PlannedEntry& written) {
  const ScopedReset reset(put_record_);
  put_record_.bind(1, issue_id);
  BindText(put_record_, 2, written.entry.name);
  put_record_.bind(3, written.ordinal);
  put_record_.bind(4, static_cast<int64_t>(written.entry.sequence));
  put_record_.exec();
}

Sequence SqliteWriter::EntryOf(int64_t issue_id, std::string_view record_name) {
  const ScopedReset reset(find_record_);
  find_record_.bind(1, issue_id);
  BindText(find_record_, 2, record_name);
  return find_record_.executeStep() ? static_cast<Sequence>(find_record_.getColumn(0).getInt64()) : 0;
}

void SqliteWriter::Supersede(Sequence sequence) {
  const ScopedReset reset_find(find_entry_), reset(supersede_);
  find_entry_.bind(1, static_cast<int64_t>(sequence));
  if (sequence == 0 || !find_entry_.executeStep()) return;
  LogEntry entry;
  entry.sequence = sequence;
  entry.kind = LogEntry::Kind::kSuperseded;
  entry.name = find_entry_.getColumn(0).getString();
  entry.commit_time = absl::FromUnixMicros(find_entry_.getColumn(1).getInt64());
  supersede_.bind(1, static_cast<int>(entry.kind));
  supersede_.bind(2, EntryChecksum(entry));
  supersede_.bind(3, static_cast<int64_t>(sequence));
  supersede_.exec();
}

void SqliteWriter::RememberRequest(const StoredIssue& issue) {
  if (issue.request_id.empty()) return;
  const ScopedReset reset(put_request_);
  BindText(put_request_, 1, issue.request_id);
  BindText(put_request_, 2, issue.issue.content_sha256());
  put_request_.bind(3, NowMicros());
  BindText(put_request_, 4, issue.issue.name());
  put_request_.exec();
  const ScopedReset reset_forget(forget_requests_);
  forget_requests_.bind(1, NowMicros() - absl::ToInt64Microseconds(request_id_retention_));
  forget_requests_.bind(2, kForgottenRequests);
  forget_requests_.exec();
}

}  // namespace broadsheet::ingest
