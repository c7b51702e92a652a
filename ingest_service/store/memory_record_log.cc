#include "ingest_service/store/memory_record_log.h"

#include <algorithm>
#include <utility>

#include "absl/time/clock.h"

namespace broadsheet::ingest {

absl::StatusOr<Appended> MemoryRecordLog::Append(const StoredIssue& issue, bool allow_replace) {
  auto records = SerializeRecords(issue);
  if (!records.ok()) return records.status();
  Appended appended;
  {
    const std::lock_guard lock(mutex_);
    auto earlier = FindRequestLocked(issue.request_id, issue.issue.content_sha256());
    if (!earlier.ok()) return earlier.status();
    if (earlier->has_value()) {
      if ((*earlier)->issue.name() != issue.issue.name()) return RequestIdReused(issue.request_id);
      return **earlier;
    }
    const auto row = issues_.find(issue.issue.name());
    const bool same = row != issues_.end() && row->second.stored.issue.content_sha256() == issue.issue.content_sha256();
    if (same && !IsDescribedAnew(row->second.described, issue.described, allow_replace)) {
      appended.issue = row->second.stored.issue;
      appended.last = row->second.last;
      appended.unchanged = static_cast<uint32_t>(row->second.stored.payloads.size());
      appended.already_stored = true;
    } else if (row != issues_.end() && !allow_replace) {
      return IssueExists(issue.issue.name(), row->second.stored.issue.content_sha256());
    } else {
      const Sequence before = same ? row->second.last : 0;
      appended = Write(issue, *std::move(records));
      appended.already_stored = same && appended.last == before;
    }
    if (!issue.request_id.empty()) {
      requests_[issue.request_id] = {issue.issue.content_sha256(), issue.issue.name()};
    }
  }
  if (!appended.already_stored) listeners_.Notify();
  return appended;
}

absl::StatusOr<Appended> MemoryRecordLog::Replace(const StoredIssue& issue) {
  auto records = SerializeRecords(issue);
  if (!records.ok()) return records.status();
  Appended appended;
  {
    const std::lock_guard lock(mutex_);
    const auto row = Find(issue.issue.name());
    if (!row.ok()) return row.status();
    if ((*row)->stored.issue.content_sha256() != issue.issue.content_sha256()) {
      return ContentChanged(issue.issue.name());
    }
    appended = Write(issue, *std::move(records));
  }
  listeners_.Notify();
  return appended;
}

absl::StatusOr<Sequence> MemoryRecordLog::Delete(std::string_view issue_name) {
  Sequence last = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto row = Find(issue_name);
    if (!row.ok()) return row.status();
    std::vector<std::string> names;
    for (const auto& [name, payload] : (*row)->stored.payloads) names.push_back(name);
    last = AppendEntries(PlanDelete(issue_name, names).entries);
    issues_.erase(issues_.find(issue_name));
    std::erase_if(requests_, [&](const auto& request) { return request.second.issue_name == issue_name; });
  }
  listeners_.Notify();
  return last;
}

Appended MemoryRecordLog::Write(const StoredIssue& issue, std::vector<RecordVersion> records) {
  const auto found = issues_.find(issue.issue.name());
  const PreviousIssue* previous = found == issues_.end() ? nullptr : &found->second.stored;
  PreviousIssue stored;
  for (const RecordVersion& record : records) stored.payloads[record.name] = record.payload;
  ChangePlan plan = PlanWrite(previous, issue.issue, std::move(records), absl::Now());

  Appended appended{plan.issue, 0, false, plan.written, plan.deleted, plan.unchanged};
  Row& row = issues_[issue.issue.name()];
  if (!plan.entries.empty()) row.last = AppendEntries(std::move(plan.entries));
  stored.issue = std::move(plan.issue);
  row.stored = std::move(stored);
  row.content = issue.content;
  row.described = issue.described;
  row.account = issue.account;
  appended.last = row.last;
  return appended;
}

Sequence MemoryRecordLog::AppendEntries(std::vector<PlannedEntry> entries) {
  const absl::Time now = absl::Now();
  for (PlannedEntry& planned : entries) {
    planned.entry.sequence = entries_.size() + 1;
    planned.entry.commit_time = now;
    if (const auto before = written_.find(planned.entry.name); before != written_.end()) {
      LogEntry& superseded = entries_[before->second - 1];
      superseded.kind = LogEntry::Kind::kSuperseded;
      superseded.payload.clear();
      written_.erase(before);
    }
    if (!planned.entry.payload.empty()) written_[planned.entry.name] = planned.entry.sequence;
    entries_.push_back(std::move(planned.entry));
  }
  return entries_.size();
}

absl::StatusOr<std::vector<LogEntry>> MemoryRecordLog::Read(Sequence after, size_t max_entries,
                                                            size_t max_bytes) const {
  const std::lock_guard lock(mutex_);
  std::vector<LogEntry> run;
  size_t bytes = 0;
  for (size_t i = after; i < entries_.size() && run.size() < max_entries; ++i) {
    bytes += BytesOf(entries_[i]);
    if (!run.empty() && bytes > max_bytes) break;
    run.push_back(entries_[i]);
  }
  return run;
}

LogHead MemoryRecordLog::Head() const {
  const std::lock_guard lock(mutex_);
  return {log_id_, 1, entries_.size()};
}

std::function<void()> MemoryRecordLog::Subscribe(std::function<void()> wake) { return listeners_.Add(std::move(wake)); }

absl::StatusOr<const MemoryRecordLog::Row*> MemoryRecordLog::Find(std::string_view name) const {
  const auto row = issues_.find(name);
  if (row == issues_.end()) return IssueNotFound(name);
  return &row->second;
}

absl::StatusOr<StoredIssue> MemoryRecordLog::ReadIssue(std::string_view name, IssueParts parts) const {
  const std::lock_guard lock(mutex_);
  const auto row = Find(name);
  if (!row.ok()) return row.status();
  StoredIssue stored;
  stored.issue = (*row)->stored.issue;
  stored.last = (*row)->last;
  if (parts.content) stored.content = (*row)->content;
  if (parts.content) stored.described = (*row)->described;
  if (parts.account) stored.account = (*row)->account;
  if (!parts.records) return stored;
  for (const auto& [id, payload] : (*row)->stored.payloads) stored.records.emplace_back().ParseFromString(payload);
  std::stable_sort(stored.records.begin(), stored.records.end(),
                   [](const auto& a, const auto& b) { return a.ordinal() < b.ordinal(); });
  return stored;
}

absl::StatusOr<std::vector<record::v1::Issue>> MemoryRecordLog::ListIssues(std::string_view publication,
                                                                           std::string_view after, size_t limit) const {
  const std::lock_guard lock(mutex_);
  std::vector<record::v1::Issue> issues;
  const std::string prefix = publication.empty() ? "" : std::string(publication) + "/";
  for (auto row = issues_.upper_bound(std::max(after, std::string_view(prefix)));
       row != issues_.end() && row->first.starts_with(prefix) && issues.size() < limit; ++row) {
    issues.push_back(row->second.stored.issue);
  }
  return issues;
}

absl::StatusOr<std::optional<Appended>> MemoryRecordLog::FindRequest(std::string_view request_id,
                                                                     std::string_view content_sha256) const {
  const std::lock_guard lock(mutex_);
  return FindRequestLocked(request_id, content_sha256);
}

absl::StatusOr<std::optional<Appended>> MemoryRecordLog::FindRequestLocked(std::string_view request_id,
                                                                           std::string_view content_sha256) const {
  const auto request = requests_.find(request_id);
  if (request == requests_.end()) return std::nullopt;
  if (request->second.content_sha256 != content_sha256) return RequestIdReused(request_id);
  const Row& row = issues_.at(request->second.issue_name);
  if (row.stored.issue.content_sha256() != content_sha256) return RequestSuperseded(request_id);
  return Appended{row.stored.issue, row.last, /*already_stored=*/true, 0, 0, 0};
}

}  // namespace broadsheet::ingest
