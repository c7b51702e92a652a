// The store in one SQLite file: WAL, one writer, a pool of readers.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "common/file/file_lock.h"
#include "common/sqlite/pool.h"
#include "query_service/store/record_store.h"
#include "query_service/store/sqlite_reader.h"
#include "query_service/store/sqlite_writer.h"
#include "query_service/store/version_leases.h"

namespace broadsheet::query {

class SqliteRecordStore : public RecordStore {
 public:
  struct Options {
    std::string path;  // created with its first use; its folder has to exist
    int readers = 4;   // how many reads can run at once, at least 1
  };
  // FAILED_PRECONDITION, reason STORE_IN_USE: another process has it open.
  static absl::StatusOr<std::unique_ptr<SqliteRecordStore>> Open(const Options& options);

  absl::StatusOr<FollowedLog> OpenLog(std::string_view address) override;
  absl::StatusOr<VersionChanges> Apply(const LogBatch& batch) override;
  absl::Status MarkWhole(int64_t log) override;
  absl::StatusOr<VersionChanges> ForgetLog(int64_t log) override;
  StoreSequence Sequence() const override { return sequence_.load(); }
  const std::string& Id() const override { return writer_->id(); }
  std::string Numbering() const override {
    const std::lock_guard lock(numbering_mutex_);
    return numbering_;
  }
  StoreSequence Freed() const override { return freed_.load(); }
  absl::StatusOr<StoreChanges> ReadChanges(const HistoryPlace& after, const ChangeLimits& limits,
                                           const Cancelled& cancelled) const override;
  std::shared_ptr<const VersionLease> KeepVersions(StoreSequence since) const override;
  absl::Status Sync() override;
  absl::StatusOr<bool> Prune(StoreSequence until) override;
  absl::StatusOr<std::vector<std::optional<RecordParts>>> ReadVersions(std::span<const DocId> ids, bool details,
                                                                       const Cancelled& cancelled) const override;
  absl::StatusOr<std::vector<record::v1::Record>> ReadRecords(std::span<const std::string> names, bool details,
                                                              const Cancelled& cancelled) const override;
  absl::StatusOr<std::vector<record::v1::Issue>> ListIssues(std::string_view publication,
                                                            const std::optional<IssueKey>& after, size_t limit,
                                                            const Cancelled& cancelled) const override;
  absl::StatusOr<record::v1::Issue> ReadIssue(std::string_view name, const Cancelled& cancelled) const override;
  absl::StatusOr<int64_t> CountIssues() const override;

 private:
  SqliteRecordStore(FileLock lock, std::unique_ptr<SqliteWriter> writer)
      : lock_(std::move(lock)),
        writer_(std::move(writer)),
        sequence_(writer_->sequence()),
        freed_(writer_->freed()),
        numbering_(writer_->numbering()) {}

  // What readers see of a write; with writer_mutex_ held.
  void Publish();

  const FileLock lock_;
  std::mutex writer_mutex_;
  const std::unique_ptr<SqliteWriter> writer_;
  std::atomic<StoreSequence> sequence_, freed_;
  // Held while freed_ moves on or a lease is taken.
  mutable std::mutex freeing_mutex_;
  mutable VersionLeases leases_;
  mutable std::mutex numbering_mutex_;
  std::string numbering_;
  mutable sqlite::Pool<SqliteReader> readers_;
};

}  // namespace broadsheet::query
