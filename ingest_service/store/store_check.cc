#include "ingest_service/store/store_check.h"

#include <optional>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "broadsheet/record/v1/record.pb.h"
#include "common/hash/sha256.h"
#include "common/sqlite/sqlite.h"
#include "common/status/error.h"
#include "ingest_service/store/row_checksum.h"
#include "ingest_service/store/sqlite_schema.h"

namespace broadsheet::ingest {
namespace {

using sqlite::BlobOf;

// The first version of the schema that has checksums.
constexpr int kChecksumVersion = 4;

// The first that says where an issue's entry is.
constexpr int kIssueEntryVersion = 6;

absl::Status Damaged(const std::string& path, std::string_view what) {
  return Error(absl::StatusCode::kDataLoss, "STORAGE_CORRUPT", absl::StrCat(path, ": ", std::string(what)));
}

template <typename Message>
bool IsNamed(std::string_view bytes, std::string_view name) {
  Message message;
  return message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) && message.name() == name;
}

// Of an entry without a checksum.
bool IsPlausible(const LogEntry& entry) {
  switch (entry.kind) {
    case LogEntry::Kind::kRecordWritten:
      return IsNamed<record::v1::Record>(entry.payload, entry.name);
    case LogEntry::Kind::kIssueWritten:
      return IsNamed<record::v1::Issue>(entry.payload, entry.name);
    case LogEntry::Kind::kRecordDeleted:
    case LogEntry::Kind::kIssueDeleted:
    case LogEntry::Kind::kSuperseded:
      return entry.payload.empty() && !entry.name.empty();
  }
  return false;
}

absl::Status CheckEntries(SQLite::Database& database, bool has_checksums, const std::string& path) {
  SQLite::Statement rows(database, absl::StrCat("SELECT sequence, kind, name, payload, commit_time, ",
                                                has_checksums ? "checksum" : "NULL", " FROM entries"));
  while (rows.executeStep()) {
    LogEntry entry;
    entry.sequence = static_cast<Sequence>(rows.getColumn(0).getInt64());
    entry.kind = static_cast<LogEntry::Kind>(rows.getColumn(1).getInt());
    entry.name = BlobOf(rows, 2);
    entry.payload = BlobOf(rows, 3);
    entry.commit_time = absl::FromUnixMicros(rows.getColumn(4).getInt64());
    const bool whole =
        rows.getColumn(5).isNull() ? IsPlausible(entry) : EntryChecksum(entry) == rows.getColumn(5).getInt64();
    if (!whole) return Damaged(path, absl::StrCat("entry ", entry.sequence, " is not what was written"));
  }
  return absl::OkStatus();
}

absl::Status CheckIssues(SQLite::Database& database, bool has_checksums, const std::string& path) {
  SQLite::Statement rows(database, absl::StrCat("SELECT name, content_sha256, issue, last_sequence, account, content, ",
                                                has_checksums ? "described, checksum" : "NULL, NULL",
                                                " FROM issues LEFT JOIN uploads ON issue_id = id"));
  while (rows.executeStep()) {
    IssueRowBytes row{BlobOf(rows, 0), BlobOf(rows, 1), BlobOf(rows, 2), std::nullopt, 0, BlobOf(rows, 4)};
    row.last = static_cast<Sequence>(rows.getColumn(3).getInt64());
    if (!rows.getColumn(6).isNull()) row.described = BlobOf(rows, 6);
    const std::string name(row.name);
    const bool whole = rows.getColumn(7).isNull() ? IsNamed<record::v1::Issue>(row.issue, row.name)
                                                  : IssueChecksum(row) == rows.getColumn(7).getInt64();
    if (!whole) return Damaged(path, absl::StrCat(name, " is not what was written"));
    if (Sha256Hex(BlobOf(rows, 5)) != row.content_sha256) {
      return Damaged(path, absl::StrCat("the upload of ", name, " is not what was sent"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckRecords(SQLite::Database& database, const std::string& path) {
  SQLite::Statement lost(database,
                         "SELECT records.name FROM records LEFT JOIN entries USING (sequence) "
                         "WHERE entries.name IS NOT records.name OR kind IS NOT ?");
  lost.bind(1, static_cast<int>(LogEntry::Kind::kRecordWritten));
  if (!lost.executeStep()) return absl::OkStatus();
  return Damaged(path, absl::StrCat(lost.getColumn(0).getString(), " is not where it was written"));
}

absl::Status CheckIssueEntries(SQLite::Database& database, const std::string& path) {
  SQLite::Statement lost(database,
                         "SELECT issues.name FROM issues LEFT JOIN entries ON sequence = entry_sequence "
                         "WHERE entries.name IS NOT issues.name OR kind IS NOT ?");
  lost.bind(1, static_cast<int>(LogEntry::Kind::kIssueWritten));
  if (!lost.executeStep()) return absl::OkStatus();
  return Damaged(path, absl::StrCat(lost.getColumn(0).getString(), " is not where it was written"));
}

absl::StatusOr<StoreSummary> Check(SQLite::Database& database, const std::string& path) {
  const sqlite::Schema schema = RecordLogSchema();
  if (database.execAndGet("PRAGMA application_id").getInt() != schema.application_id) {
    return Damaged(path, "it is no record log");
  }
  if (absl::Status status = sqlite::CheckIntegrity(database); !status.ok()) return status;
  StoreSummary summary;
  summary.log_id = database.execAndGet("SELECT log_id FROM identity").getString();
  summary.issues = database.execAndGet("SELECT count(*) FROM issues").getInt64();
  summary.records = database.execAndGet("SELECT count(*) FROM records").getInt64();
  summary.entries = database.execAndGet("SELECT count(*) FROM entries").getInt64();
  const int64_t span =
      database.execAndGet("SELECT coalesce(max(sequence) - min(sequence) + 1, 0) FROM entries").getInt64();
  if (span != static_cast<int64_t>(summary.entries)) return Damaged(path, "entries are missing from the log");
  const int version = database.execAndGet("PRAGMA user_version").getInt();
  const bool has_checksums = version >= kChecksumVersion;
  for (absl::Status status : {CheckEntries(database, has_checksums, path), CheckIssues(database, has_checksums, path),
                              CheckRecords(database, path),
                              version >= kIssueEntryVersion ? CheckIssueEntries(database, path) : absl::OkStatus()}) {
    if (!status.ok()) return status;
  }
  return summary;
}

}  // namespace

absl::StatusOr<StoreSummary> VerifyStore(const std::string& path) {
  const auto database = sqlite::OpenReader(path);
  if (!database.ok()) return database.status();
  return sqlite::Guard(absl::StrCat("verifying ", path), [&] { return Check(**database, path); });
}

}  // namespace broadsheet::ingest
