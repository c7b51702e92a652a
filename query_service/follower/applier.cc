#include "query_service/follower/applier.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/logging/log.h"
#include "common/status/error.h"
#include "query_service/index/text_limit.h"
#include "query_service/search/document.h"

namespace broadsheet::query {
namespace {

// Records converted at once while catching up: some megabytes.
constexpr size_t kCatchUpRecords = 1000;
// Meanwhile nobody is served.
constexpr std::chrono::seconds kCatchUpReport(10);

}  // namespace

Applier::Applier(RecordStore& store, RecordIndex& index, const Options& options)
    : store_(store),
      index_(index),
      options_(options),
      flushed_(index.Applied()),
      flush_time_(std::chrono::steady_clock::now()) {}

absl::Status Applier::CatchUp(const std::function<bool()>& stop) {
  const std::lock_guard lock(mutex_);
  if (index_.Applied() > store_.Sequence()) {
    return Error(absl::StatusCode::kFailedPrecondition, "INDEX_AHEAD",
                 absl::StrCat("the index has entry ", index_.Applied(), ", the store only ", store_.Sequence()));
  }
  auto report = std::chrono::steady_clock::now() + kCatchUpReport;
  while (index_.Applied() < store_.Sequence()) {
    if (std::chrono::steady_clock::now() >= report) {
      LogInfo("the index is brought up to the store", {{"applied", index_.Applied()}, {"of", store_.Sequence()}});
      report += kCatchUpReport;
    }
    if (stop()) return absl::CancelledError("stopped while the index was brought up");
    auto changes = store_.ReadChanges({index_.Applied()}, {.written = kCatchUpRecords}, {});
    if (!changes.ok()) return changes.status();
    IndexBatch batch;
    batch.first = index_.Applied() + 1;
    batch.last = changes->last.sequence;
    for (const auto& [doc, record] : changes->written) batch.added.push_back(DocumentOf(doc, record));
    batch.removed = std::move(changes->removed);
    if (absl::Status status = index_.Apply(batch); !status.ok()) return status;
    if (index_.Applied() - flushed_ >= options_.flush_entries) {
      if (absl::Status status = FlushLocked(); !status.ok()) return status;
    }
  }
  return absl::OkStatus();
}

IndexDocument Applier::DocumentOf(DocId doc, const record::v1::Record& record) {
  IndexDocument document = MakeDocument(doc, record);
  if (CutText(document, options_.field_bytes)) {
    ++cut_records_;
    LogWarning("only the beginning of a record's text is indexed", {{"name", record.name()}});
  }
  return document;
}

absl::Status Applier::ApplyToIndex(const VersionChanges& changes) {
  if (changes.last < changes.first) return absl::OkStatus();
  IndexBatch batch;
  batch.first = changes.first;
  batch.last = changes.last;
  for (const auto& [doc, record] : changes.written) batch.added.push_back(DocumentOf(doc, *record));
  batch.removed = changes.removed;
  return index_.Apply(batch);
}

absl::Status Applier::Apply(const LogBatch& batch) {
  const std::lock_guard lock(mutex_);
  auto changes = store_.Apply(batch);
  if (!changes.ok()) return changes.status();
  return ApplyToIndex(*changes);
}

absl::Status Applier::ForgetLog(int64_t log) {
  const std::lock_guard lock(mutex_);
  auto changes = store_.ForgetLog(log);
  if (!changes.ok()) return changes.status();
  return ApplyToIndex(*changes);
}

absl::Status Applier::FlushIfDue() {
  const std::lock_guard lock(mutex_);
  const uint64_t entries = index_.Applied() - flushed_;
  const bool due =
      entries >= options_.flush_entries ||
      (entries > 0 && absl::FromChrono(std::chrono::steady_clock::now() - flush_time_) >= options_.flush_interval);
  if (!due) return PruneLocked();
  return FlushLocked();
}

absl::Status Applier::Flush() {
  const std::lock_guard lock(mutex_);
  return FlushLocked();
}

absl::Status Applier::FlushLocked() {
  const StoreSequence applied = index_.Applied();
  if (absl::Status status = index_.Flush(); !status.ok()) return status;
  // Searches that began before the last flush have ended long ago.
  prune_until_ = std::exchange(flushed_, applied);
  flush_time_ = std::chrono::steady_clock::now();
  return PruneLocked();
}

absl::Status Applier::PruneLocked() {
  if (!prune_until_) return absl::OkStatus();
  const absl::StatusOr<bool> more = store_.Prune(*prune_until_);
  if (!more.ok()) return more.status();
  if (!*more) prune_until_.reset();
  return absl::OkStatus();
}

}  // namespace broadsheet::query
