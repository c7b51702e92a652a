// The durable copy of what the followed logs hold: records, issues, and how far
// each log was followed.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "broadsheet/feed/v1/feed_service.pb.h"
#include "broadsheet/record/v1/record.pb.h"
#include "query_service/index/record_index.h"
#include "query_service/store/record_parts.h"

namespace broadsheet::query {

// The store's own count of entries applied, over all logs. The entry with
// sequence n that writes a record makes the version with DocId n.
using StoreSequence = uint64_t;

// A log and how far it was followed.
struct FollowedLog {
  int64_t key = 0;        // the store's
  std::string address;    // where it is served
  std::string log_id;     // empty: nothing was applied yet
  uint64_t position = 0;  // the last entry applied; 0: none
  bool whole = false;     // MarkWhole
  // Of the last entry applied, to the microsecond; InfinitePast: not known.
  absl::Time commit_time = absl::InfinitePast();
  absl::Time apply_time = absl::InfinitePast();
};

// Entries of one log, contiguous.
struct LogBatch {
  int64_t log = 0;  // FollowedLog::key
  std::string log_id;
  uint64_t first = 0;  // position of the first entry
  // Records are lent for the call and unchanged after it.
  google::protobuf::RepeatedPtrField<feed::v1::Entry>* entries = nullptr;
};

// What entries did to the versions of records.
struct VersionChanges {
  StoreSequence first = 1, last = 0;                           // both included; empty: nothing was new
  std::vector<std::pair<DocId, record::v1::Record*>> written;  // into the batch
  std::vector<DocId> removed;
};

// A place in the history. One entry can remove many versions: those of the entry
// at `sequence` with ids up to `removed` lie before it, the rest behind it.
struct HistoryPlace {
  StoreSequence sequence = 0;
  DocId removed = kAllVersions;

  static constexpr DocId kAllVersions = INT64_MAX;
  bool operator==(const HistoryPlace&) const = default;
};

// A stretch of the history as far as it still matters.
struct StoreChanges {
  HistoryPlace last;  // covers what is behind `after` up to here
  std::vector<std::pair<DocId, record::v1::Record>> written;
  std::vector<DocId> removed;
};

// How much of the history to read at once.
struct ChangeLimits {
  size_t written;              // records; they also end behind some megabytes. 0: none are read
  size_t removed = INT64_MAX;  // versions, at least 1
};

// While it lives, but for no more than an hour, versions that are removed behind
// `since` can be read.
struct VersionLease {
  StoreSequence since = 0;
  std::chrono::steady_clock::time_point begun;
};

// Asked often while a call reads; true: what it reads is of no use any more.
using Cancelled = std::function<bool()>;

// An issue's place in the order of ListIssues.
struct IssueKey {
  std::string date, name;
};

// Thread-safe; one write at a time, reads do not wait for it. Reads end with
// CANCELLED within milliseconds of `cancelled`, which may be empty. A write is
// one transaction, and survives the process when it returns. After a loss of power
// the latest writes may be gone, all of one before any of the next: the log has
// them still.
class RecordStore {
 public:
  virtual ~RecordStore() = default;

  // The log served at an address, known from now on.
  virtual absl::StatusOr<FollowedLog> OpenLog(std::string_view address) = 0;

  // Applies entries and moves the log's position to the last. Entries that were
  // applied before change nothing. A record of the same name is replaced; a
  // deletion has an effect only on what this log wrote last.
  // FAILED_PRECONDITION, reason FOREIGN_LOG: another log than the one followed
  // so far; reason FEED_GAP: entries are missing before `first`.
  virtual absl::StatusOr<VersionChanges> Apply(const LogBatch& batch) = 0;

  // Notes that the log was once followed to its head: what is stored of it is the
  // log as it was at some time, not a part of it. Until ForgetLog.
  virtual absl::Status MarkWhole(int64_t log) = 0;

  // Removes everything that a log wrote and its position, to start over.
  virtual absl::StatusOr<VersionChanges> ForgetLog(int64_t log) = 0;

  // The last sequence; 0: none.
  virtual StoreSequence Sequence() const = 0;

  // Whose sequences these are: a store made anew has another id.
  virtual const std::string& Id() const = 0;

  // Who numbers alike: the id of a log as long as its entries are all that was
  // ever applied, for then its positions are the sequences; otherwise Id().
  virtual std::string Numbering() const = 0;

  // Versions that were removed up to here may have been freed: ReadChanges
  // behind less does not tell of all removals.
  virtual StoreSequence Freed() const = 0;

  // Versions that were written or removed behind `after`. Versions written and
  // removed behind it may be left out.
  virtual absl::StatusOr<StoreChanges> ReadChanges(const HistoryPlace& after, const ChangeLimits& limits,
                                                   const Cancelled& cancelled) const = 0;

  // Makes all writes until now survive a loss of power.
  virtual absl::Status Sync() = 0;

  // Frees versions that were removed at `until` or before and are behind no
  // lease, as many as take some milliseconds; true: there may be more. Until then
  // they can be read by id.
  virtual absl::StatusOr<bool> Prune(StoreSequence until) = 0;

  // Null: some of them have been freed.
  virtual std::shared_ptr<const VersionLease> KeepVersions(StoreSequence since) const = 0;

  // Versions by id, in that order, from one state; nullopt: there is none.
  virtual absl::StatusOr<std::vector<std::optional<RecordParts>>> ReadVersions(std::span<const DocId> ids, bool details,
                                                                               const Cancelled& cancelled) const = 0;

  // The current versions of records by name, in that order, from one state.
  // NOT_FOUND, reason RECORD_NOT_FOUND, with metadata.name, if one is missing.
  virtual absl::StatusOr<std::vector<record::v1::Record>> ReadRecords(std::span<const std::string> names, bool details,
                                                                      const Cancelled& cancelled) const = 0;

  // Newest date first, equal ones by name, behind `after`; of one publication
  // ("publications/{p}") or of all ("").
  virtual absl::StatusOr<std::vector<record::v1::Issue>> ListIssues(std::string_view publication,
                                                                    const std::optional<IssueKey>& after, size_t limit,
                                                                    const Cancelled& cancelled) const = 0;

  // NOT_FOUND, reason ISSUE_NOT_FOUND.
  virtual absl::StatusOr<record::v1::Issue> ReadIssue(std::string_view name, const Cancelled& cancelled) const = 0;

  virtual absl::StatusOr<int64_t> CountIssues() const = 0;
};

}  // namespace broadsheet::query
