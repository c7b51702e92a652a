// The one connection that writes the store. Not thread-safe.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "common/sqlite/sqlite.h"
#include "query_service/store/record_store.h"

namespace broadsheet::query {

// RecordStore documents the operations.
class SqliteWriter {
 public:
  static absl::StatusOr<std::unique_ptr<SqliteWriter>> Open(const std::string& path);

  absl::StatusOr<FollowedLog> OpenLog(std::string_view address);
  absl::StatusOr<VersionChanges> Apply(const LogBatch& batch);
  absl::Status MarkWhole(int64_t log);
  absl::StatusOr<VersionChanges> ForgetLog(int64_t log);
  absl::Status Sync();
  // Prune in two steps: moves freed(), then frees; true: there may be more.
  absl::Status MarkFreed(StoreSequence until);
  absl::StatusOr<bool> Prune(StoreSequence until);

  // As committed.
  StoreSequence sequence() const { return sequence_; }

  const std::string& id() const { return id_; }
  const std::string& numbering() const { return numbering_; }
  StoreSequence freed() const { return freed_; }

 private:
  explicit SqliteWriter(std::unique_ptr<SQLite::Database> database);

  // Runs `change` in a transaction, which it ends by committing the sequence
  // that the change reached.
  template <typename Change>
  absl::StatusOr<VersionChanges> Transact(std::string_view doing, Change change);

  FollowedLog ReadLog(int64_t key);
  void ApplyEntry(int64_t log, feed::v1::Entry& entry, VersionChanges& changes);
  void WriteRecord(int64_t log, record::v1::Record& record, VersionChanges& changes);
  void NoteUnseen(std::string_view name, const VersionChanges& changes);
  void RemoveRecord(int64_t log, std::string_view name, VersionChanges& changes);
  void WriteIssue(int64_t log, const record::v1::Issue& issue);

  const std::unique_ptr<SQLite::Database> database_;
  SQLite::Statement find_, remove_, insert_record_, insert_details_, upsert_issue_, delete_issue_, set_position_,
      set_sequence_, read_log_, set_freed_, pass_, forget_passed_, raise_freed_, prune_;
  StoreSequence sequence_ = 0, freed_ = 0;
  StoreSequence unknown_until_ = 0;  // of the transaction: removals up to here may be unknown
  const std::string id_;
  std::string numbering_;
};

}  // namespace broadsheet::query
