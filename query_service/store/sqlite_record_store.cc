#include "query_service/store/sqlite_record_store.h"

#include <algorithm>
#include <utility>

namespace broadsheet::query {
namespace {

// Reads with one of the readers until `cancelled`.
template <typename Read>
auto Reading(sqlite::Pool<SqliteReader>& readers, const Cancelled& cancelled, Read read)
    -> decltype(read(std::declval<SqliteReader&>())) {
  const auto reader = readers.Take(cancelled);
  if (!reader) return absl::CancelledError("the reading was cancelled before a connection was free");
  const sqlite::ScopedInterrupt interrupt((*reader)->database(), cancelled);
  auto result = read(**reader);
  if (interrupt.happened()) return absl::CancelledError("the reading was cancelled");
  return result;
}

}  // namespace

absl::StatusOr<std::unique_ptr<SqliteRecordStore>> SqliteRecordStore::Open(const Options& options) {
  auto lock = FileLock::Take(options.path + ".lock");
  if (!lock.ok()) return lock.status();
  auto writer = SqliteWriter::Open(options.path);
  if (!writer.ok()) return writer.status();
  std::unique_ptr<SqliteRecordStore> store(new SqliteRecordStore(*std::move(lock), *std::move(writer)));
  for (int i = 0; i < std::max(options.readers, 1); ++i) {
    auto reader = SqliteReader::Open(options.path);
    if (!reader.ok()) return reader.status();
    store->readers_.Add(*std::move(reader));
  }
  return store;
}

absl::StatusOr<FollowedLog> SqliteRecordStore::OpenLog(std::string_view address) {
  const std::lock_guard lock(writer_mutex_);
  return writer_->OpenLog(address);
}

absl::StatusOr<VersionChanges> SqliteRecordStore::Apply(const LogBatch& batch) {
  const std::lock_guard lock(writer_mutex_);
  auto changes = writer_->Apply(batch);
  Publish();
  return changes;
}

absl::Status SqliteRecordStore::MarkWhole(int64_t log) {
  const std::lock_guard lock(writer_mutex_);
  return writer_->MarkWhole(log);
}

absl::StatusOr<VersionChanges> SqliteRecordStore::ForgetLog(int64_t log) {
  const std::lock_guard lock(writer_mutex_);
  auto changes = writer_->ForgetLog(log);
  Publish();
  return changes;
}

void SqliteRecordStore::Publish() {
  {
    const std::lock_guard freeing(freeing_mutex_);
    freed_ = writer_->freed();
  }
  sequence_ = writer_->sequence();
  const std::lock_guard lock(numbering_mutex_);
  numbering_ = writer_->numbering();
}

absl::Status SqliteRecordStore::Sync() {
  const std::lock_guard lock(writer_mutex_);
  return writer_->Sync();
}

absl::StatusOr<bool> SqliteRecordStore::Prune(StoreSequence until) {
  const std::lock_guard lock(writer_mutex_);
  {
    const std::lock_guard freeing(freeing_mutex_);
    until = leases_.MayFree(until);
    // Readers hear of it first.
    if (absl::Status status = writer_->MarkFreed(until); !status.ok()) return status;
    freed_ = writer_->freed();
  }
  return writer_->Prune(until);
}

std::shared_ptr<const VersionLease> SqliteRecordStore::KeepVersions(StoreSequence since) const {
  const std::lock_guard freeing(freeing_mutex_);
  return Freed() > since ? nullptr : leases_.Take(since);
}

absl::StatusOr<StoreChanges> SqliteRecordStore::ReadChanges(const HistoryPlace& after, const ChangeLimits& limits,
                                                            const Cancelled& cancelled) const {
  const StoreSequence last = Sequence();
  return Reading(readers_, cancelled, [&](SqliteReader& reader) { return reader.ReadChanges(after, last, limits); });
}

absl::StatusOr<std::vector<std::optional<RecordParts>>> SqliteRecordStore::ReadVersions(
    std::span<const DocId> ids, bool details, const Cancelled& cancelled) const {
  return Reading(readers_, cancelled, [&](SqliteReader& reader) { return reader.ReadVersions(ids, details); });
}

absl::StatusOr<std::vector<record::v1::Record>> SqliteRecordStore::ReadRecords(std::span<const std::string> names,
                                                                               bool details,
                                                                               const Cancelled& cancelled) const {
  return Reading(readers_, cancelled, [&](SqliteReader& reader) { return reader.ReadRecords(names, details); });
}

absl::StatusOr<std::vector<record::v1::Issue>> SqliteRecordStore::ListIssues(std::string_view publication,
                                                                             const std::optional<IssueKey>& after,
                                                                             size_t limit,
                                                                             const Cancelled& cancelled) const {
  return Reading(readers_, cancelled,
                 [&](SqliteReader& reader) { return reader.ListIssues(publication, after, limit); });
}

absl::StatusOr<record::v1::Issue> SqliteRecordStore::ReadIssue(std::string_view name,
                                                               const Cancelled& cancelled) const {
  return Reading(readers_, cancelled, [&](SqliteReader& reader) { return reader.ReadIssue(name); });
}

absl::StatusOr<int64_t> SqliteRecordStore::CountIssues() const { return readers_.Take()->CountIssues(); }

}  // namespace broadsheet::query
