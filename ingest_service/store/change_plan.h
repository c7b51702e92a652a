// What a write to the record log changes: the same for every implementation.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "ingest_service/store/record_log.h"

namespace broadsheet::ingest {

// A record as the log keeps it.
struct RecordVersion {
  std::string name;
  uint32_t ordinal = 0;
  std::string payload;  // serialized Record
};

// The most that an entry's message may take: half of what the project's clients
// receive, so that no entry keeps a follower from going on.
inline constexpr size_t kMostEntryBytes = 32 << 20;

// The issue's records. INTERNAL if two have the same name; RESOURCE_EXHAUSTED,
// reasons RECORD_TOO_LARGE and ISSUE_TOO_LARGE, for a record and a description
// of an issue beyond kMostEntryBytes.
absl::StatusOr<std::vector<RecordVersion>> SerializeRecords(const StoredIssue& issue);

// An issue as it is stored before the write.
struct PreviousIssue {
  record::v1::Issue issue;
  std::map<std::string, std::string> payloads;  // of its records, by name
};

// One entry to append; `sequence` and `commit_time` are not set yet.
struct PlannedEntry {
  LogEntry entry;
  uint32_t ordinal = 0;  // of a record written
};

struct ChangePlan {
  record::v1::Issue issue;  // with its times
  std::vector<PlannedEntry> entries;
  uint32_t written = 0, deleted = 0, unchanged = 0;
};

// The issue, the records that differ from their stored version, and the
// deletions of those that are gone, in this order; nothing where nothing
// differs. `previous` is null for a new issue.
ChangePlan PlanWrite(const PreviousIssue* previous, record::v1::Issue issue, std::vector<RecordVersion> records,
                     absl::Time now);

// The records' deletions and then the issue's.
ChangePlan PlanDelete(std::string_view issue_name, const std::vector<std::string>& record_names);

// Whether an upload of the content that is stored has to be written: only where
// it may replace what is there, and describes it otherwise.
bool IsDescribedAnew(const std::optional<record::v1::Issue>& stored, const std::optional<record::v1::Issue>& sent,
                     bool allow_replace);

// How a write ends that found the issue there with other content, or the
// request id used for another upload.
absl::Status IssueExists(std::string_view name, std::string_view stored_sha256);
absl::Status RequestSuperseded(std::string_view request_id);
absl::Status RequestIdReused(std::string_view request_id);
absl::Status IssueNotFound(std::string_view name);
absl::Status ContentChanged(std::string_view name);

}  // namespace broadsheet::ingest
