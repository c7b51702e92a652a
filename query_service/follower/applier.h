// Brings feed entries into the store and the index, in that order.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "query_service/index/record_index.h"
#include "query_service/index/text_limit.h"
#include "query_service/store/record_store.h"

namespace broadsheet::query {

// The store commits rows and position first; the index follows, and after a
// crash is brought up from the store. So an entry is applied once, whatever
// ends the process and when, and an index may lose what it did not flush. What
// the index flushes has to be durable in the store before
// (SegmentIndexOptions::before_flush).
//
// Thread-safe: several followers share one.
class Applier {
 public:
  struct Options {
    // The index is flushed when so many entries came since the last time, or
    // after that time if there were any. A restart repeats at most these.
    uint64_t flush_entries = 20000;
    absl::Duration flush_interval = absl::Seconds(30);
    // Indexed of each field, at most kMaximumFieldBytes.
    size_t field_bytes = kMaximumFieldBytes;
  };
  // Both have to outlive it.
  Applier(RecordStore& store, RecordIndex& index, const Options& options);
  Applier(const Applier&) = delete;
  Applier& operator=(const Applier&) = delete;

  // Applies to the index what the store has and it has not. `stop` is asked
  // between batches; true ends with CANCELLED. FAILED_PRECONDITION, reason
  // INDEX_AHEAD: the index has what the store does not; it has to be made anew.
  absl::Status CatchUp(const std::function<bool()>& stop);

  // When this returns OK, the entries are stored and can be found. After an
  // error CatchUp has to come first; what the error left stored stays so.
  absl::Status Apply(const LogBatch& batch);

  // RecordStore::ForgetLog, for the index too.
  absl::Status ForgetLog(int64_t log);

  // Flushes the index if it is time, or at once; frees some of what earlier
  // flushes made free.
  absl::Status FlushIfDue();
  absl::Status Flush();

  // Records applied so far of which only a beginning is indexed (text_limit.h).
  uint64_t cut_records() const { return cut_records_; }

 private:
  IndexDocument DocumentOf(DocId doc, const record::v1::Record& record);
  absl::Status ApplyToIndex(const VersionChanges& changes);
  absl::Status FlushLocked();
  absl::Status PruneLocked();

  RecordStore& store_;
  RecordIndex& index_;
  const Options options_;
  std::atomic<uint64_t> cut_records_ = 0;
  std::mutex mutex_;
  StoreSequence flushed_ = 0;
  std::optional<StoreSequence> prune_until_;  // nullopt: all of it is freed
  std::chrono::steady_clock::time_point flush_time_;
};

}  // namespace broadsheet::query
