// The durable, ordered log of records, and the raw issues they came from.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "broadsheet/record/v1/record.pb.h"

namespace broadsheet::ingest {

// Place of an entry in the log: 1 for the first; 0: before all entries.
using Sequence = uint64_t;

// An issue as it goes into the store.
struct StoredIssue {
  record::v1::Issue issue;  // complete but for the times
  std::string content;      // the upload's bytes
  // What the uploader said of it, its charset too, and nothing that was found;
  // nullopt: not known, of an upload to an earlier version.
  std::optional<record::v1::Issue> described;
  record::v1::Account account;
  std::vector<record::v1::Record> records;  // complete, named
  std::string request_id;                   // empty: none
  Sequence last = 0;                        // of its last entry; only of what was read
};

// What is wanted of an issue beside its metadata.
struct IssueParts {
  bool content = false;  // and `described`
  bool account = false, records = false;
};

// What an Append did.
struct Appended {
  record::v1::Issue issue;
  Sequence last = 0;  // of the issue's last entry
  bool already_stored = false;
  uint32_t written = 0, deleted = 0, unchanged = 0;
};

// One change, as the feed serves it.
struct LogEntry {
  // kSuperseded: a version was written here that a later entry replaced or deleted,
  // and is no longer kept.
  enum class Kind { kRecordWritten, kRecordDeleted, kIssueWritten, kIssueDeleted, kSuperseded };
  Sequence sequence = 0;
  Kind kind = Kind::kRecordWritten;
  std::string name;     // of the record or issue
  std::string payload;  // serialized Record or Issue; only of what was written
  absl::Time commit_time;
};

// What an entry counts against a limit of bytes. One without a payload is sent as its
// name.
inline size_t BytesOf(const LogEntry& entry) {
  return entry.payload.empty() ? entry.name.size() : entry.payload.size();
}

struct LogHead {
  std::string log_id;   // made with the database, changes only with a restore
  Sequence oldest = 1;  // first entry still kept
  Sequence last = 0;
};

// Thread-safe. Every write is one transaction, durable when it returns OK; with it the
// entries of the versions that it replaces or deletes become kSuperseded, in their
// places and with their commit times. So whoever reads from the beginning gets to the
// same state as one who followed, and what was deleted is nowhere.
class RecordLog {
 public:
  virtual ~RecordLog() = default;

  // Stores an issue with its records and appends their entries, contiguous.
  // The same content under the same name changes nothing (already_stored),
  // unless allow_replace is set and it is described otherwise.
  // ALREADY_EXISTS: other content under that name and !allow_replace, or the
  // request id was used for other content.
  virtual absl::StatusOr<Appended> Append(const StoredIssue& issue, bool allow_replace) = 0;

  // Replaces an issue's records and account by those of a re-parse; entries
  // only for what differs. NOT_FOUND; ABORTED if the content is not the one
  // with `issue.issue.content_sha256` any more.
  virtual absl::StatusOr<Appended> Replace(const StoredIssue& issue) = 0;

  // Deletes an issue, its records and the request ids that led to it. NOT_FOUND.
  virtual absl::StatusOr<Sequence> Delete(std::string_view issue_name) = 0;

  // Entries after `after`: a contiguous run, never empty while there are any,
  // at most max_entries, and at most max_bytes (BytesOf) but for the first.
  // OUT_OF_RANGE if the next entry is no longer kept.
  virtual absl::StatusOr<std::vector<LogEntry>> Read(Sequence after, size_t max_entries, size_t max_bytes) const = 0;

  virtual LogHead Head() const = 0;

  // Calls `wake` after each commit, from the committing thread; it must not
  // block. The returned function ends that.
  virtual std::function<void()> Subscribe(std::function<void()> wake) = 0;

  // An issue with the parts asked for, all of one commit, and no request id;
  // records in the order of their ordinals. NOT_FOUND.
  virtual absl::StatusOr<StoredIssue> ReadIssue(std::string_view name, IssueParts parts) const = 0;

  // One part of ReadIssue.
  absl::StatusOr<record::v1::Issue> GetIssue(std::string_view name) const;
  absl::StatusOr<std::string> GetContent(std::string_view name) const;
  absl::StatusOr<record::v1::Account> GetAccount(std::string_view name) const;
  absl::StatusOr<std::vector<record::v1::Record>> GetRecords(std::string_view issue_name) const;

  // Names after `after`, of one publication ("publications/{p}") or of all ("").
  virtual absl::StatusOr<std::vector<record::v1::Issue>> ListIssues(std::string_view publication,
                                                                    std::string_view after, size_t limit) const = 0;
  // The issue that a request id led to, as it is stored now; nothing if the id is
  // not known, or the issue is gone. ALREADY_EXISTS, reason REQUEST_ID_REUSED: the
  // id was used for other content. ABORTED, reason REQUEST_SUPERSEDED: the issue has
  // other content by now.
  virtual absl::StatusOr<std::optional<Appended>> FindRequest(std::string_view request_id,
                                                              std::string_view content_sha256) const = 0;
};

}  // namespace broadsheet::ingest
