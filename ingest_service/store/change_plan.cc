#include "ingest_service/store/change_plan.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/api/timestamp.h"
#include "common/status/error.h"

namespace broadsheet::ingest {
namespace {

PlannedEntry EntryOf(LogEntry::Kind kind, std::string name, std::string payload = "", uint32_t ordinal = 0) {
  PlannedEntry planned;
  planned.entry.kind = kind;
  planned.entry.name = std::move(name);
  planned.entry.payload = std::move(payload);
  planned.ordinal = ordinal;
  return planned;
}

// Appends the records that differ and the deletions of those that are gone.
void PlanRecords(const PreviousIssue* previous, std::vector<RecordVersion> records, ChangePlan& plan) {
  std::set<std::string_view> gone;
  if (previous != nullptr) {
    for (const auto& [name, payload] : previous->payloads) gone.insert(name);
  }
  for (RecordVersion& record : records) {
    if (gone.erase(record.name) > 0 && previous->payloads.at(record.name) == record.payload) {
      ++plan.unchanged;
      continue;
    }
    ++plan.written;
    plan.entries.push_back(
        EntryOf(LogEntry::Kind::kRecordWritten, std::move(record.name), std::move(record.payload), record.ordinal));
  }
  for (const std::string_view name : gone) {
    ++plan.deleted;
    plan.entries.push_back(EntryOf(LogEntry::Kind::kRecordDeleted, std::string(name)));
  }
}

absl::Status CheckEntrySize(std::string_view reason, const std::string& name, size_t bytes) {
  if (bytes <= kMostEntryBytes) return absl::OkStatus();
  return Error(absl::StatusCode::kResourceExhausted, reason,
               absl::StrCat(name, ": got ", bytes, " bytes with all that was found in the text, want at most ",
                            kMostEntryBytes, "; nothing was stored"),
               {{"name", name}, {"limit_bytes", absl::StrCat(kMostEntryBytes)}});
}

}  // namespace

absl::StatusOr<std::vector<RecordVersion>> SerializeRecords(const StoredIssue& issue) {
  if (absl::Status status = CheckEntrySize("ISSUE_TOO_LARGE", issue.issue.name(), issue.issue.ByteSizeLong());
      !status.ok()) {
    return status;
  }
  std::vector<RecordVersion> versions;
  std::set<std::string_view> names;
  for (const auto& record : issue.records) {
    if (absl::Status status = CheckEntrySize("RECORD_TOO_LARGE", record.name(), record.ByteSizeLong()); !status.ok()) {
      return status;
    }
    if (!names.insert(record.name()).second) {
      return Error(absl::StatusCode::kInternal, "DUPLICATE_RECORD",
                   absl::StrCat("two records are named ", record.name()), {{"name", record.name()}});
    }
    versions.push_back({record.name(), record.ordinal(), record.SerializeAsString()});
  }
  return versions;
}

ChangePlan PlanWrite(const PreviousIssue* previous, record::v1::Issue issue, std::vector<RecordVersion> records,
                     absl::Time now) {
  ChangePlan plan;
  plan.entries.emplace_back();  // the issue's, if there will be one
  PlanRecords(previous, std::move(records), plan);
  const bool records_changed = plan.written + plan.deleted > 0;
  if (previous == nullptr) {
    *issue.mutable_create_time() = *issue.mutable_update_time() = ToTimestamp(now);
  } else {
    *issue.mutable_create_time() = previous->issue.create_time();
    *issue.mutable_update_time() = records_changed ? ToTimestamp(now) : previous->issue.update_time();
  }
  std::string payload = issue.SerializeAsString();
  if (previous != nullptr && !records_changed && payload == previous->issue.SerializeAsString()) {
    plan.entries.clear();
  } else {
    plan.entries.front() = EntryOf(LogEntry::Kind::kIssueWritten, issue.name(), std::move(payload));
  }
  plan.issue = std::move(issue);
  return plan;
}

ChangePlan PlanDelete(std::string_view issue_name, const std::vector<std::string>& record_names) {
  ChangePlan plan;
  for (const std::string& name : record_names) {
    plan.entries.push_back(EntryOf(LogEntry::Kind::kRecordDeleted, name));
  }
  plan.deleted = static_cast<uint32_t>(record_names.size());
  plan.entries.push_back(EntryOf(LogEntry::Kind::kIssueDeleted, std::string(issue_name)));
  return plan;
}

bool IsDescribedAnew(const std::optional<record::v1::Issue>& stored, const std::optional<record::v1::Issue>& sent,
                     bool allow_replace) {
  if (!allow_replace || !sent) return false;
  return !stored || stored->SerializeAsString() != sent->SerializeAsString();
}

absl::Status IssueExists(std::string_view name, std::string_view stored_sha256) {
  return Error(absl::StatusCode::kAlreadyExists, "ISSUE_EXISTS",
               absl::StrCat(std::string(name), " is stored with other content; set allow_replace to replace it"),
               {{"name", std::string(name)}, {"content_sha256", std::string(stored_sha256)}});
}

absl::Status RequestIdReused(std::string_view request_id) {
  return Error(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED",
               absl::StrCat("request_id ", std::string(request_id), " was used for another upload"),
               {{"request_id", std::string(request_id)}});
}

absl::Status RequestSuperseded(std::string_view request_id) {
  return Error(absl::StatusCode::kAborted, "REQUEST_SUPERSEDED",
               absl::StrCat("what request_id ", std::string(request_id),
                            " stored has been replaced by other content since; nothing was stored"),
               {{"request_id", std::string(request_id)}});
}

absl::Status IssueNotFound(std::string_view name) {
  return Error(absl::StatusCode::kNotFound, "ISSUE_NOT_FOUND", absl::StrCat("there is no issue ", std::string(name)),
               {{"name", std::string(name)}});
}

absl::Status ContentChanged(std::string_view name) {
  return Error(absl::StatusCode::kAborted, "CONTENT_CHANGED",
               absl::StrCat(std::string(name), " was replaced meanwhile; read it again"),
               {{"name", std::string(name)}});
}

}  // namespace broadsheet::ingest
