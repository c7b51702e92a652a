#include "common/sqlite/sqlite.h"

#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/sqlite/statistics.h"
#include "common/status/error.h"

namespace broadsheet::sqlite {
namespace {

// Of SQLite's virtual machine; a row read by its key takes about ten.
constexpr int kInstructionsBetweenAsking = 50;

absl::StatusOr<std::unique_ptr<SQLite::Database>> Open(const std::string& path, int flags) {
  return Guard(absl::StrCat("opening ", path), [&]() -> absl::StatusOr<std::unique_ptr<SQLite::Database>> {
    return std::make_unique<SQLite::Database>(path, flags | SQLite::OPEN_NOMUTEX, kBusyTimeoutMs);
  });
}

absl::Status CheckOwner(SQLite::Database& database, const Schema& schema, int version) {
  const int owner = database.execAndGet("PRAGMA application_id").getInt();
  const bool ours = owner == schema.application_id;
  const bool fresh =
      owner == 0 && version == 0 && database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0;
  if (!ours && !fresh) {
    return Error(
        absl::StatusCode::kFailedPrecondition, "FOREIGN_DATABASE",
        absl::StrCat(database.getFilename(), ": got application id ", owner, ", want ", schema.application_id));
  }
  const int newest = static_cast<int>(schema.steps.size());
  if (version > newest) {
    return Error(absl::StatusCode::kFailedPrecondition, "NEWER_SCHEMA",
                 absl::StrCat(database.getFilename(), ": got schema version ", version, ", want at most ", newest,
                              "; it was written by a newer release"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ToStatus(const SQLite::Exception& exception, std::string_view doing) {
  if (exception.getErrorCode() != SQLITE_INTERRUPT) CountError(exception.getErrorCode());
  const std::string message = absl::StrCat(std::string(doing), ": ", exception.what());
  switch (exception.getErrorCode() & 0xFF) {
    case SQLITE_FULL:
      return WithRetry(Error(absl::StatusCode::kResourceExhausted, "STORAGE_FULL", message), absl::Seconds(10));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return WithRetry(Error(absl::StatusCode::kUnavailable, "STORAGE_BUSY", message), absl::Seconds(1));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return Error(absl::StatusCode::kDataLoss, "STORAGE_CORRUPT", message);
    case SQLITE_INTERRUPT:
      return Error(absl::StatusCode::kAborted, "STORAGE_INTERRUPTED", message);
    default:
      return Error(absl::StatusCode::kInternal, "STORAGE_FAILED", message);
  }
}

absl::Status Migrate(SQLite::Database& database, const Schema& schema) {
  return Guard("migrating the schema", [&]() -> absl::Status {
    int version = database.execAndGet("PRAGMA user_version").getInt();
    if (absl::Status status = CheckOwner(database, schema, version); !status.ok()) return status;
    for (; version < static_cast<int>(schema.steps.size()); ++version) {
      SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
      database.exec(schema.steps[version]);
      database.exec(absl::StrCat("PRAGMA application_id = ", schema.application_id));
      database.exec(absl::StrCat("PRAGMA user_version = ", version + 1));
      transaction.commit();
    }
    return absl::OkStatus();
  });
}

absl::StatusOr<std::unique_ptr<SQLite::Database>> OpenWriter(const std::string& path, Durability durability) {
  auto database = Open(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  if (!database.ok()) return database;
  absl::Status status = Guard(absl::StrCat("opening ", path), [&]() -> absl::Status {
    (*database)->exec("PRAGMA journal_mode = WAL");
    (*database)->exec(durability == Durability::kFull ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
    (*database)->exec("PRAGMA foreign_keys = ON");
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return database;
}

absl::StatusOr<std::unique_ptr<SQLite::Database>> OpenReader(const std::string& path) {
  return Open(path, SQLite::OPEN_READONLY);
}

absl::Status CheckIntegrity(SQLite::Database& database) {
  return Guard("checking integrity", [&]() -> absl::Status {
    SQLite::Statement check(database, "PRAGMA integrity_check(1)");
    const std::string finding = check.executeStep() ? check.getColumn(0).getString() : "no answer";
    SQLite::Statement foreign_keys(database, "PRAGMA foreign_key_check");
    if (finding == "ok" && !foreign_keys.executeStep()) return absl::OkStatus();
    return Error(absl::StatusCode::kDataLoss, "STORAGE_CORRUPT",
                 absl::StrCat(database.getFilename(), ": integrity check: ",
                              finding == "ok" ? "a row refers to one that is missing" : finding));
  });
}

ScopedReset::~ScopedReset() {
  statement_.tryReset();
  statement_.clearBindings();
}

int ScopedInterrupt::Ask(void* self) {
  auto* const interrupt = static_cast<ScopedInterrupt*>(self);
  interrupt->happened_ = interrupt->stop_();
  return interrupt->happened_ ? 1 : 0;
}

ScopedInterrupt::ScopedInterrupt(SQLite::Database& database, const std::function<bool()>& stop)
    : database_(database), stop_(stop) {
  if (stop_) sqlite3_progress_handler(database_.getHandle(), kInstructionsBetweenAsking, &Ask, this);
}

ScopedInterrupt::~ScopedInterrupt() { sqlite3_progress_handler(database_.getHandle(), 0, nullptr, nullptr); }

void BindText(SQLite::Statement& statement, int index, std::string_view text) {
  statement.bind(index, std::string(text));
}

void BindBlob(SQLite::Statement& statement, int index, std::string_view bytes) {
  // A null pointer would bind NULL.
  const char* data = bytes.empty() ? "" : bytes.data();
  statement.bindNoCopy(index, static_cast<const void*>(data), static_cast<int>(bytes.size()));
}

std::string_view BlobOf(SQLite::Statement& statement, int column) {
  const SQLite::Column value = statement.getColumn(column);
  const void* data = value.getBlob();
  return {static_cast<const char*>(data), data == nullptr ? 0 : static_cast<size_t>(value.getBytes())};
}

}  // namespace broadsheet::sqlite
