#include "query_service/store/sqlite_writer.h"

#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/api/timestamp.h"
#include "common/status/error.h"
#include "query_service/store/sqlite_schema.h"

namespace broadsheet::query {
namespace {

using sqlite::BindBlob;
using sqlite::BindText;
using sqlite::Guard;
using sqlite::ScopedReset;

// Rows freed at once, so that followers wait shortly.
constexpr int kPruneRows = 1000;

int64_t Signed(uint64_t number) { return static_cast<int64_t>(number); }

absl::Status CheckContinues(const FollowedLog& log, const LogBatch& batch) {
  if (!log.log_id.empty() && log.log_id != batch.log_id) {
    return Error(absl::StatusCode::kFailedPrecondition, "FOREIGN_LOG",
                 absl::StrCat(log.address, " serves log ", batch.log_id, ", want ", log.log_id, ", followed so far"),
                 {{"log_id", batch.log_id}});
  }
  if (batch.first > log.position + 1) {
    return Error(absl::StatusCode::kFailedPrecondition, "FEED_GAP",
                 absl::StrCat(log.address, ": got entry ", batch.first, ", want ", log.position + 1));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<SqliteWriter>> SqliteWriter::Open(const std::string& path) {
  auto database = sqlite::OpenWriter(path, sqlite::Durability::kNormal);
  if (!database.ok()) return database.status();
  if (absl::Status status = sqlite::Migrate(**database, RecordStoreSchema()); !status.ok()) return status;
  return Guard("preparing statements", [&]() -> absl::StatusOr<std::unique_ptr<SqliteWriter>> {
    return std::unique_ptr<SqliteWriter>(new SqliteWriter(*std::move(database)));
  });
}

SqliteWriter::SqliteWriter(std::unique_ptr<SQLite::Database> database)
    : database_(std::move(database)),
      find_(*database_, "SELECT doc, log FROM records WHERE name = ? AND removed IS NULL"),
      remove_(*database_, "UPDATE records SET removed = ? WHERE doc = ?"),
      insert_record_(*database_, "INSERT INTO records (doc, log, name, basic) VALUES (?, ?, ?, ?)"),
      insert_details_(*database_, "INSERT INTO details (doc, details) VALUES (?, ?)"),
      upsert_issue_(*database_, "INSERT OR REPLACE INTO issues (name, log, date, issue) VALUES (?, ?, ?, ?)"),
      delete_issue_(*database_, "DELETE FROM issues WHERE name = ? AND log = ?"),
      set_position_(*database_,
                    "UPDATE logs SET log_id = ?, position = ?, commit_time = ?, apply_time = ? WHERE key = ?"),
      set_sequence_(*database_, "UPDATE state SET sequence = ?"),
      read_log_(*database_, "SELECT address, log_id, position, commit_time, apply_time, whole FROM logs WHERE key = ?"),
      set_freed_(
          *database_,
          "UPDATE state SET freed = max(freed, (SELECT ifnull(max(removed), 0) FROM records WHERE removed <= ?)) "
          "RETURNING freed"),
      pass_(*database_, "INSERT INTO passed (name) VALUES (?)"),
      forget_passed_(*database_, "DELETE FROM passed WHERE name = ?"),
      raise_freed_(*database_, "UPDATE state SET freed = max(freed, ?)"),
      prune_(*database_,
             "DELETE FROM records WHERE doc IN (SELECT doc FROM records WHERE removed <= ? ORDER BY removed LIMIT ?)"),
      sequence_(static_cast<StoreSequence>(database_->execAndGet("SELECT sequence FROM state").getInt64())),
      freed_(static_cast<StoreSequence>(database_->execAndGet("SELECT freed FROM state").getInt64())),
      id_(database_->execAndGet("SELECT id FROM state").getString()),
      numbering_(
          database_
              ->execAndGet("SELECT coalesce((SELECT log_id FROM logs WHERE position = sequence AND position > 0), "
                           "id) FROM state")
              .getString()) {}

FollowedLog SqliteWriter::ReadLog(int64_t key) {
  const ScopedReset reset(read_log_);
  read_log_.bind(1, key);
  if (!read_log_.executeStep()) throw SQLite::Exception("no such log");
  FollowedLog log;
  log.key = key;
  log.address = read_log_.getColumn(0).getString();
  log.log_id = read_log_.getColumn(1).getString();
  log.position = static_cast<uint64_t>(read_log_.getColumn(2).getInt64());
  if (const int64_t micros = read_log_.getColumn(3).getInt64(); micros > 0) {
    log.commit_time = absl::FromUnixMicros(micros);
  }
  if (log.position > 0) log.apply_time = absl::FromUnixMicros(read_log_.getColumn(4).getInt64());
  log.whole = read_log_.getColumn(5).getInt() != 0;
  return log;
}

absl::StatusOr<FollowedLog> SqliteWriter::OpenLog(std::string_view address) {
  return Guard("opening a log", [&]() -> absl::StatusOr<FollowedLog> {
    SQLite::Statement insert(*database_,
                             "INSERT OR IGNORE INTO logs (address, log_id, position, apply_time) VALUES (?, '', 0, 0)");
    BindText(insert, 1, address);
    insert.exec();
    SQLite::Statement key(*database_, "SELECT key FROM logs WHERE address = ?");
    BindText(key, 1, address);
    key.executeStep();
    return ReadLog(key.getColumn(0).getInt64());
  });
}

template <typename Change>
absl::StatusOr<VersionChanges> SqliteWriter::Transact(std::string_view doing, Change change) {
  return Guard(doing, [&]() -> absl::StatusOr<VersionChanges> {
    VersionChanges changes;
    changes.first = sequence_ + 1;
    changes.last = sequence_;
    unknown_until_ = 0;
    SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
    if (absl::Status status = change(changes); !status.ok()) return status;
    const ScopedReset reset(set_sequence_);
    set_sequence_.bind(1, Signed(changes.last));
    set_sequence_.exec();
    transaction.commit();
    sequence_ = changes.last;
    freed_ = std::max(freed_, unknown_until_);
    return changes;
  });
}

absl::StatusOr<VersionChanges> SqliteWriter::Apply(const LogBatch& batch) {
  const uint64_t last = batch.first + static_cast<uint64_t>(batch.entries->size()) - 1;
  auto applied = Transact("applying entries", [&](VersionChanges& changes) {
    const FollowedLog log = ReadLog(batch.log);
    if (absl::Status status = CheckContinues(log, batch); !status.ok()) return status;
    uint64_t position = batch.first;
    for (feed::v1::Entry& entry : *batch.entries) {
      if (position++ <= log.position) continue;
      ApplyEntry(batch.log, entry, changes);
    }
    if (position - 1 <= log.position) return absl::OkStatus();
    const ScopedReset reset(set_position_);
    BindText(set_position_, 1, batch.log_id);
    set_position_.bind(2, Signed(position - 1));
    set_position_.bind(3, absl::ToUnixMicros(FromTimestamp(batch.entries->rbegin()->commit_time())));
    set_position_.bind(4, absl::ToUnixMicros(absl::Now()));
    set_position_.bind(5, batch.log);
    set_position_.exec();
    return absl::OkStatus();
  });
  const bool is_new = applied.ok() && applied->last >= applied->first;
  if (is_new) numbering_ = last == sequence_ ? batch.log_id : id_;
  return applied;
}

void SqliteWriter::ApplyEntry(int64_t log, feed::v1::Entry& entry, VersionChanges& changes) {
  ++changes.last;
  switch (entry.change_case()) {
    case feed::v1::Entry::kRecordWritten:
      return WriteRecord(log, *entry.mutable_record_written(), changes);
    case feed::v1::Entry::kRecordDeleted:
      NoteUnseen(entry.record_deleted(), changes);
      return RemoveRecord(log, entry.record_deleted(), changes);
    case feed::v1::Entry::kIssueWritten:
      return WriteIssue(log, entry.issue_written());
    case feed::v1::Entry::kIssueDeleted: {
      const ScopedReset reset(delete_issue_);
      BindText(delete_issue_, 1, entry.issue_deleted());
      delete_issue_.bind(2, log);
      delete_issue_.exec();
      return;
    }
    case feed::v1::Entry::kSuperseded: {
      NoteUnseen(entry.superseded(), changes);
      const ScopedReset reset(pass_);
      BindText(pass_, 1, entry.superseded());
      pass_.exec();
      return;
    }
    case feed::v1::Entry::CHANGE_NOT_SET:
      return;  // of a newer version of the feed: counted, without an effect
  }
}

void SqliteWriter::WriteRecord(int64_t log, record::v1::Record& record, VersionChanges& changes) {
  const DocId doc = changes.last;
  NoteUnseen(record.name(), changes);
  RemoveRecord(0, record.name(), changes);
  const RecordParts parts = SplitRecord(record);
  const ScopedReset reset(insert_record_), reset_details(insert_details_);
  insert_record_.bind(1, Signed(doc));
  insert_record_.bind(2, log);
  BindText(insert_record_, 3, record.name());
  BindBlob(insert_record_, 4, parts.basic);
  insert_record_.exec();
  insert_details_.bind(1, Signed(doc));
  BindBlob(insert_details_, 2, parts.details);
  insert_details_.exec();
  changes.written.emplace_back(doc, &record);
}

// A version of the record that was passed over gives way. Other replicas may have
// shown it, and here nothing tells that it is gone.
void SqliteWriter::NoteUnseen(std::string_view name, const VersionChanges& changes) {
  const ScopedReset reset(forget_passed_);
  BindText(forget_passed_, 1, name);
  if (forget_passed_.exec() == 0) return;
  unknown_until_ = changes.last;
  const ScopedReset reset_raise(raise_freed_);
  raise_freed_.bind(1, Signed(changes.last));
  raise_freed_.exec();
}

// Of any log, for log 0.
void SqliteWriter::RemoveRecord(int64_t log, std::string_view name, VersionChanges& changes) {
  const ScopedReset reset(find_), reset_remove(remove_);
  BindText(find_, 1, name);
  if (!find_.executeStep()) return;
  if (log != 0 && find_.getColumn(1).getInt64() != log) return;
  const int64_t doc = find_.getColumn(0).getInt64();
  remove_.bind(1, Signed(changes.last));
  remove_.bind(2, doc);
  remove_.exec();
  changes.removed.push_back(static_cast<DocId>(doc));
}

void SqliteWriter::WriteIssue(int64_t log, const record::v1::Issue& issue) {
  const std::string bytes = issue.SerializeAsString();
  const ScopedReset reset(upsert_issue_);
  BindText(upsert_issue_, 1, issue.name());
  upsert_issue_.bind(2, log);
  BindText(upsert_issue_, 3, issue.date());
  BindBlob(upsert_issue_, 4, bytes);
  upsert_issue_.exec();
}

absl::Status SqliteWriter::MarkWhole(int64_t log) {
  return Guard("marking a log", [&]() -> absl::Status {
    SQLite::Statement mark(*database_, "UPDATE logs SET whole = 1 WHERE key = ?");
    mark.bind(1, log);
    mark.exec();
    return absl::OkStatus();
  });
}

absl::StatusOr<VersionChanges> SqliteWriter::ForgetLog(int64_t log) {
  auto forgotten = Transact("forgetting a log", [&](VersionChanges& changes) {
    ++changes.last;
    SQLite::Statement docs(*database_, "SELECT doc FROM records WHERE log = ? AND removed IS NULL ORDER BY doc");
    docs.bind(1, log);
    while (docs.executeStep()) changes.removed.push_back(static_cast<DocId>(docs.getColumn(0).getInt64()));
    for (const DocId doc : changes.removed) {
      const ScopedReset reset(remove_);
      remove_.bind(1, Signed(changes.last));
      remove_.bind(2, Signed(doc));
      remove_.exec();
    }
    SQLite::Statement issues(*database_, "DELETE FROM issues WHERE log = ?");
    issues.bind(1, log);
    issues.exec();
    SQLite::Statement forget(*database_,
                             "UPDATE logs SET log_id = '', position = 0, commit_time = 0, whole = 0 WHERE key = ?");
    forget.bind(1, log);
    forget.exec();
    return absl::OkStatus();
  });
  if (forgotten.ok()) numbering_ = id_;
  return forgotten;
}

absl::Status SqliteWriter::Sync() {
  return Guard("syncing the store", [&]() -> absl::Status {
    // A checkpoint that readers are in the way of would sync nothing.
    sqlite3_file* log = nullptr;
    sqlite3_file_control(database_->getHandle(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    if (log == nullptr || log->pMethods == nullptr) return absl::OkStatus();  // nothing was written
    if (const int error = log->pMethods->xSync(log, SQLITE_SYNC_NORMAL); error != SQLITE_OK) {
      throw SQLite::Exception("syncing the write-ahead log", error);
    }
    return absl::OkStatus();
  });
}

absl::Status SqliteWriter::MarkFreed(StoreSequence until) {
  return Guard("freeing removed versions", [&]() -> absl::Status {
    const ScopedReset reset(set_freed_);
    set_freed_.bind(1, Signed(until));
    if (set_freed_.executeStep()) freed_ = static_cast<StoreSequence>(set_freed_.getColumn(0).getInt64());
    return absl::OkStatus();
  });
}

absl::StatusOr<bool> SqliteWriter::Prune(StoreSequence until) {
  return Guard("freeing removed versions", [&]() -> absl::StatusOr<bool> {
    const ScopedReset reset(prune_);
    prune_.bind(1, Signed(until));
    prune_.bind(2, kPruneRows);
    return prune_.exec() == kPruneRows;
  });
}

}  // namespace broadsheet::query
