#include "ingest_service/store/record_log.h"

#include <utility>

namespace broadsheet::ingest {

absl::StatusOr<record::v1::Issue> RecordLog::GetIssue(std::string_view name) const {
  auto stored = ReadIssue(name, {});
  if (!stored.ok()) return stored.status();
  return std::move(stored->issue);
}

absl::StatusOr<std::string> RecordLog::GetContent(std::string_view name) const {
  auto stored = ReadIssue(name, {.content = true});
  if (!stored.ok()) return stored.status();
  return std::move(stored->content);
}

absl::StatusOr<record::v1::Account> RecordLog::GetAccount(std::string_view name) const {
  auto stored = ReadIssue(name, {.account = true});
  if (!stored.ok()) return stored.status();
  return std::move(stored->account);
}

absl::StatusOr<std::vector<record::v1::Record>> RecordLog::GetRecords(std::string_view issue_name) const {
  auto stored = ReadIssue(issue_name, {.records = true});
  if (!stored.ok()) return stored.status();
  return std::move(stored->records);
}

}  // namespace broadsheet::ingest
