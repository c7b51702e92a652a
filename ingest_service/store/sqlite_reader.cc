#include "ingest_service/store/sqlite_reader.h"

#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <utility>

#include "common/status/error.h"
#include "ingest_service/store/change_plan.h"
#include "ingest_service/store/request_row.h"

namespace broadsheet::ingest {
namespace {

using sqlite::BindText;
using sqlite::BlobOf;
using sqlite::Guard;
using sqlite::ScopedReset;

// A stored message. DATA_LOSS if its bytes are not one.
template <typename Message>
absl::StatusOr<Message> Parse(std::string_view bytes) {
  Message message;
  if (message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return message;
  return Error(absl::StatusCode::kDataLoss, "STORAGE_CORRUPT", "a stored message cannot be read");
}

template <typename Message>
absl::StatusOr<Message> Parse(absl::StatusOr<std::string> bytes) {
  if (!bytes.ok()) return bytes.status();
  return Parse<Message>(std::string_view(*bytes));
}

// Moves what was got to its place.
template <typename Value>
absl::Status Assign(absl::StatusOr<Value> got, Value& place) {
  if (got.ok()) place = *std::move(got);
  return got.status();
}

LogEntry EntryOf(SQLite::Statement& row) {
  LogEntry entry;
  entry.sequence = static_cast<Sequence>(row.getColumn(0).getInt64());
  entry.kind = static_cast<LogEntry::Kind>(row.getColumn(1).getInt());
  entry.name = row.getColumn(2).getString();
  entry.payload = BlobOf(row, 3);
  entry.commit_time = absl::FromUnixMicros(row.getColumn(4).getInt64());
  return entry;
}

}  // namespace

absl::StatusOr<std::unique_ptr<SqliteReader>> SqliteReader::Open(const std::string& path) {
  auto database = sqlite::OpenReader(path);
  if (!database.ok()) return database.status();
  return Guard("preparing statements", [&]() -> absl::StatusOr<std::unique_ptr<SqliteReader>> {
    return std::unique_ptr<SqliteReader>(new SqliteReader(*std::move(database)));
  });
}

SqliteReader::SqliteReader(std::unique_ptr<SQLite::Database> database)
    : database_(std::move(database)),
      read_(*database_,
            "SELECT sequence, kind, name, payload, commit_time FROM entries WHERE sequence > ? ORDER BY sequence LIMIT "
            "?"),
      issue_(*database_, "SELECT issue, last_sequence FROM issues WHERE name = ?"),
      content_(*database_, "SELECT content FROM uploads JOIN issues ON id = issue_id WHERE name = ?"),
      described_(*database_, "SELECT described FROM uploads JOIN issues ON id = issue_id WHERE name = ?"),
      account_(*database_, "SELECT account FROM uploads JOIN issues ON id = issue_id WHERE name = ?"),
      records_(*database_,
               "SELECT payload FROM issues JOIN records ON issue_id = id JOIN entries USING (sequence) "
               "WHERE issues.name = ? ORDER BY ordinal, records.name"),
      list_(*database_, "SELECT issue FROM issues WHERE name > ? AND name < ? ORDER BY name LIMIT ?"),
      request_(*database_, kFindRequest) {}

absl::StatusOr<std::vector<LogEntry>> SqliteReader::Read(Sequence after, size_t max_entries, size_t max_bytes) {
  return Guard("reading the log", [&]() -> absl::StatusOr<std::vector<LogEntry>> {
    const ScopedReset reset(read_);
    read_.bind(1, static_cast<int64_t>(after));
    read_.bind(2, static_cast<int64_t>(max_entries));
    std::vector<LogEntry> run;
    size_t bytes = 0;
    while (read_.executeStep()) {
      LogEntry entry = EntryOf(read_);
      bytes += BytesOf(entry);
      if (!run.empty() && bytes > max_bytes) break;
      run.push_back(std::move(entry));
    }
    if (!run.empty() && run.front().sequence != after + 1) {
      return absl::OutOfRangeError("the next entry is no longer kept");
    }
    return run;
  });
}

absl::StatusOr<StoredIssue> SqliteReader::ReadIssue(std::string_view name, IssueParts parts) {
  return Guard("reading an issue", [&]() -> absl::StatusOr<StoredIssue> {
    SQLite::Transaction snapshot(*database_);  // ends with a rollback, of nothing
    auto found = GetIssue(name);
    if (!found.ok()) return found;
    StoredIssue& stored = *found;
    absl::Status status;
    if (parts.content) status = Assign(GetBlob(content_, name), stored.content);
    if (status.ok() && parts.content) status = Assign(GetDescribed(name), stored.described);
    if (status.ok() && parts.account) {
      status = Assign(Parse<record::v1::Account>(GetBlob(account_, name)), stored.account);
    }
    if (status.ok() && parts.records) status = Assign(GetRecords(name), stored.records);
    if (!status.ok()) return status;
    return found;
  });
}

absl::StatusOr<StoredIssue> SqliteReader::GetIssue(std::string_view name) {
  const ScopedReset reset(issue_);
  BindText(issue_, 1, name);
  if (!issue_.executeStep()) return IssueNotFound(name);
  StoredIssue stored;
  absl::Status status = Assign(Parse<record::v1::Issue>(BlobOf(issue_, 0)), stored.issue);
  if (!status.ok()) return status;
  stored.last = static_cast<Sequence>(issue_.getColumn(1).getInt64());
  return stored;
}

absl::StatusOr<std::string> SqliteReader::GetBlob(SQLite::Statement& statement, std::string_view name) {
  const ScopedReset reset(statement);
  BindText(statement, 1, name);
  if (!statement.executeStep()) return IssueNotFound(name);
  return std::string(BlobOf(statement, 0));
}

absl::StatusOr<std::optional<record::v1::Issue>> SqliteReader::GetDescribed(std::string_view issue_name) {
  const ScopedReset reset(described_);
  BindText(described_, 1, issue_name);
  if (!described_.executeStep()) return IssueNotFound(issue_name);
  if (described_.getColumn(0).isNull()) return std::nullopt;
  auto described = Parse<record::v1::Issue>(BlobOf(described_, 0));
  if (!described.ok()) return described.status();
  return *std::move(described);
}

absl::StatusOr<std::vector<record::v1::Record>> SqliteReader::GetRecords(std::string_view issue_name) {
  const ScopedReset reset(records_);
  BindText(records_, 1, issue_name);
  std::vector<record::v1::Record> records;
  while (records_.executeStep()) {
    auto record = Parse<record::v1::Record>(BlobOf(records_, 0));
    if (!record.ok()) return record.status();
    records.push_back(*std::move(record));
  }
  return records;
}

absl::StatusOr<std::vector<record::v1::Issue>> SqliteReader::ListIssues(std::string_view publication,
                                                                        std::string_view after, size_t limit) {
  return Guard("listing issues", [&]() -> absl::StatusOr<std::vector<record::v1::Issue>> {
    // Names below a parent lie between it with "/" and with "0", the next byte.
    const std::string parent(publication.empty() ? std::string_view("publications") : publication);
    const ScopedReset reset(list_);
    BindText(list_, 1, std::max(after, std::string_view(parent + "/")));
    BindText(list_, 2, parent + "0");
    list_.bind(3, static_cast<int64_t>(limit));
    std::vector<record::v1::Issue> issues;
    while (list_.executeStep()) {
      auto issue = Parse<record::v1::Issue>(BlobOf(list_, 0));
      if (!issue.ok()) return issue.status();
      issues.push_back(*std::move(issue));
    }
    return issues;
  });
}

absl::StatusOr<std::optional<Appended>> SqliteReader::FindRequest(std::string_view request_id,
                                                                  std::string_view content_sha256) {
  return Guard("looking up a request", [&]() -> absl::StatusOr<std::optional<Appended>> {
    const ScopedReset reset(request_);
    BindText(request_, 1, request_id);
    if (!request_.executeStep()) return std::nullopt;
    return RequestOf(request_, request_id, content_sha256);
  });
}

}  // namespace broadsheet::ingest
