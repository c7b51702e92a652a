#include "query_service/store/sqlite_reader.h"

#include <SQLiteCpp/Transaction.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/error.h"

namespace broadsheet::query {
namespace {

using record::v1::Issue;
using record::v1::Record;
using sqlite::BindText;
using sqlite::BlobOf;
using sqlite::Guard;
using sqlite::ScopedReset;

// Records of which this many bytes are stored are read at once: parsed and
// prepared for the index they take several times as many.
constexpr size_t kChangeBytes = 16 << 20;

absl::Status Corrupt() {
  return Error(absl::StatusCode::kDataLoss, "STORAGE_CORRUPT", "a stored message cannot be read");
}

template <typename Message>
bool ParseInto(std::string_view bytes, Message& message) {
  return message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

// The record in columns `basic` and, unless negative, `details`.
bool ParseRecord(SQLite::Statement& row, int basic, int details, Record& record) {
  if (!ParseInto(BlobOf(row, basic), record)) return false;
  if (details < 0) return true;
  const std::string_view bytes = BlobOf(row, details);
  return record.MergeFromString({bytes.data(), bytes.size()});
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
      version_basic_(*database_, "SELECT basic FROM records WHERE doc = ?"),
      version_whole_(*database_, "SELECT basic, details FROM records JOIN details USING (doc) WHERE doc = ?"),
      record_basic_(*database_, "SELECT basic FROM records WHERE name = ? AND removed IS NULL"),
      record_whole_(*database_,
                    "SELECT basic, details FROM records JOIN details USING (doc) WHERE name = ? AND removed IS NULL"),
      written_(*database_,
               "SELECT doc, basic, details FROM records JOIN details USING (doc) "
               "WHERE doc > ? AND doc <= ? AND removed IS NULL ORDER BY doc LIMIT ?"),
      removed_(*database_,
               "SELECT removed, doc FROM records WHERE removed = ?1 AND doc > ?2 UNION ALL "
               "SELECT removed, doc FROM records WHERE removed > ?1 AND removed <= ?3 ORDER BY removed, doc LIMIT ?4"),
      issues_(*database_,
              "SELECT issue FROM issues WHERE (date < ?1 OR (date = ?1 AND name > ?2)) AND name >= ?3 AND name < ?4 "
              "ORDER BY date DESC, name LIMIT ?5"),
      issue_(*database_, "SELECT issue FROM issues WHERE name = ?"),
      count_issues_(*database_, "SELECT count(*) FROM issues") {}

absl::StatusOr<StoreChanges> SqliteReader::ReadChanges(const HistoryPlace& after, StoreSequence last,
                                                       const ChangeLimits& limits) {
  return Guard("reading changes", [&]() -> absl::StatusOr<StoreChanges> {
    SQLite::Transaction one_state(*database_);
    StoreChanges changes;
    changes.last.sequence = last;
    if (absl::Status status = ReadWritten(after.sequence, limits.written, changes); !status.ok()) return status;
    ReadRemoved(after, limits.removed, changes);
    return changes;
  });
}

absl::Status SqliteReader::ReadWritten(StoreSequence after, size_t limit, StoreChanges& changes) {
  if (limit == 0) return absl::OkStatus();
  const ScopedReset reset(written_);
  written_.bind(1, static_cast<int64_t>(after));
  written_.bind(2, static_cast<int64_t>(changes.last.sequence));
  written_.bind(3, static_cast<int64_t>(limit));
  for (size_t bytes = 0; bytes < kChangeBytes && written_.executeStep();) {
    auto& [doc, record] = changes.written.emplace_back();
    doc = static_cast<DocId>(written_.getColumn(0).getInt64());
    if (!ParseRecord(written_, 1, 2, record)) return Corrupt();
    bytes += BlobOf(written_, 1).size() + BlobOf(written_, 2).size();
    if (bytes >= kChangeBytes || changes.written.size() == limit) changes.last.sequence = doc;
  }
  return absl::OkStatus();
}

void SqliteReader::ReadRemoved(const HistoryPlace& after, size_t limit, StoreChanges& changes) {
  const ScopedReset reset(removed_);
  removed_.bind(1, static_cast<int64_t>(after.sequence));
  removed_.bind(2, static_cast<int64_t>(after.removed));
  removed_.bind(3, static_cast<int64_t>(changes.last.sequence));
  removed_.bind(4, static_cast<int64_t>(limit));
  while (removed_.executeStep()) {
    const auto sequence = static_cast<StoreSequence>(removed_.getColumn(0).getInt64());
    changes.removed.push_back(static_cast<DocId>(removed_.getColumn(1).getInt64()));
    if (changes.removed.size() == limit) changes.last = {sequence, changes.removed.back()};
  }
  std::erase_if(changes.written, [&](const auto& version) { return version.first > changes.last.sequence; });
}

absl::StatusOr<std::vector<std::optional<RecordParts>>> SqliteReader::ReadVersions(std::span<const DocId> ids,
                                                                                   bool details) {
  return Guard("reading records", [&]() -> absl::StatusOr<std::vector<std::optional<RecordParts>>> {
    SQLite::Statement& statement = details ? version_whole_ : version_basic_;
    SQLite::Transaction one_state(*database_);
    std::vector<std::optional<RecordParts>> versions;
    versions.reserve(ids.size());
    for (const DocId id : ids) {
      const ScopedReset reset(statement);
      statement.bind(1, static_cast<int64_t>(id));
      std::optional<RecordParts>& version = versions.emplace_back();
      if (!statement.executeStep()) continue;
      version.emplace();
      version->basic = BlobOf(statement, 0);
      if (details) version->details = BlobOf(statement, 1);
    }
    return versions;
  });
}

absl::StatusOr<std::vector<Record>> SqliteReader::ReadRecords(std::span<const std::string> names, bool details) {
  return Guard("reading records", [&]() -> absl::StatusOr<std::vector<Record>> {
    SQLite::Statement& statement = details ? record_whole_ : record_basic_;
    SQLite::Transaction one_state(*database_);
    std::vector<Record> records;
    records.reserve(names.size());
    for (const std::string& name : names) {
      const ScopedReset reset(statement);
      BindText(statement, 1, name);
      if (!statement.executeStep()) {
        return Error(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND", absl::StrCat("there is no ", name),
                     {{"name", name}});
      }
      if (!ParseRecord(statement, 0, details ? 1 : -1, records.emplace_back())) return Corrupt();
    }
    return records;
  });
}

absl::StatusOr<std::vector<Issue>> SqliteReader::ListIssues(std::string_view publication,
                                                            const std::optional<IssueKey>& after, size_t limit) {
  return Guard("listing issues", [&]() -> absl::StatusOr<std::vector<Issue>> {
    const ScopedReset reset(issues_);
    // Dates begin with digits: before the first page stands a letter.
    BindText(issues_, 1, after ? after->date : "z");
    BindText(issues_, 2, after ? after->name : "");
    const std::string prefix = publication.empty() ? "publications" : std::string(publication);
    BindText(issues_, 3, prefix + "/");
    BindText(issues_, 4, prefix + "0");  // '0' follows '/'
    issues_.bind(5, static_cast<int64_t>(limit));
    std::vector<Issue> issues;
    while (issues_.executeStep()) {
      if (!ParseInto(BlobOf(issues_, 0), issues.emplace_back())) return Corrupt();
    }
    return issues;
  });
}

absl::StatusOr<Issue> SqliteReader::ReadIssue(std::string_view name) {
  return Guard("reading an issue", [&]() -> absl::StatusOr<Issue> {
    const ScopedReset reset(issue_);
    BindText(issue_, 1, name);
    if (!issue_.executeStep()) {
      return Error(absl::StatusCode::kNotFound, "ISSUE_NOT_FOUND", absl::StrCat("there is no ", std::string(name)),
                   {{"name", std::string(name)}});
    }
    Issue issue;
    if (!ParseInto(BlobOf(issue_, 0), issue)) return Corrupt();
    return issue;
  });
}

absl::StatusOr<int64_t> SqliteReader::CountIssues() {
  return Guard("counting issues", [&]() -> absl::StatusOr<int64_t> {
    const ScopedReset reset(count_issues_);
    count_issues_.executeStep();
    return count_issues_.getColumn(0).getInt64();
  });
}

}  // namespace broadsheet::query
