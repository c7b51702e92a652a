// What both services' SQLite stores share: errors as statuses, numbered schema
// migrations, one way to open a database.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace broadsheet::sqlite {

// How long a connection waits for others.
inline constexpr int kBusyTimeoutMs = 5000;

// What SQLite said, `doing` being what was tried:
//   RESOURCE_EXHAUSTED, reason STORAGE_FULL, with RetryInfo: no space is left;
//   UNAVAILABLE, reason STORAGE_BUSY, with RetryInfo: another holds the lock;
//   DATA_LOSS, reason STORAGE_CORRUPT: the file is damaged or no database;
//   ABORTED, reason STORAGE_INTERRUPTED: sqlite3_interrupt;
//   INTERNAL, reason STORAGE_FAILED: anything else, I/O errors above all.
absl::Status ToStatus(const SQLite::Exception& exception, std::string_view doing);

// Calls `work`, which returns a Status or StatusOr, and makes statuses of the
// exceptions that leave it.
template <typename Work>
auto Guard(std::string_view doing, Work&& work) -> decltype(work()) {
  try {
    return work();
  } catch (const SQLite::Exception& exception) {
    return ToStatus(exception, doing);
  }
}

// The schema's history: step i takes a database from version i to i + 1.
// Published steps are never changed, only added to.
struct Schema {
  int32_t application_id = 0;  // tells our files from others', never 0
  std::span<const char* const> steps;
};

// Takes a database to the schema's newest version, each step in a transaction
// of its own with its number. FAILED_PRECONDITION: the file belongs to another
// application, or to a newer version of this one.
absl::Status Migrate(SQLite::Database& database, const Schema& schema);

enum class Durability {
  kFull,    // a commit that returned survives a loss of power
  kNormal,  // it survives the process; after a loss of power the last may be missing
};

// Opens or creates a file for writing: WAL, foreign keys, 5 s busy timeout.
absl::StatusOr<std::unique_ptr<SQLite::Database>> OpenWriter(const std::string& path, Durability durability);

// Opens an existing file for reading only.
absl::StatusOr<std::unique_ptr<SQLite::Database>> OpenReader(const std::string& path);

// PRAGMA integrity_check and foreign_key_check; takes time in proportion to
// the file. DATA_LOSS with the first finding.
absl::Status CheckIntegrity(SQLite::Database& database);

// Resets a prepared statement and lets go of its bindings when leaving the
// scope, so that it holds no read lock and no dangling memory.
class ScopedReset {
 public:
  explicit ScopedReset(SQLite::Statement& statement) : statement_(statement) {}
  ~ScopedReset();
  ScopedReset(const ScopedReset&) = delete;
  ScopedReset& operator=(const ScopedReset&) = delete;

 private:
  SQLite::Statement& statement_;
};

// Within its scope, statements of a connection end with SQLITE_INTERRUPT soon
// after `stop` is true; it is asked every few rows. An empty one never is. One at
// a time for a connection.
class ScopedInterrupt {
 public:
  ScopedInterrupt(SQLite::Database& database, const std::function<bool()>& stop);
  ~ScopedInterrupt();
  ScopedInterrupt(const ScopedInterrupt&) = delete;
  ScopedInterrupt& operator=(const ScopedInterrupt&) = delete;

  // Whether it has ended one.
  bool happened() const { return happened_; }

 private:
  static int Ask(void* self);

  SQLite::Database& database_;
  const std::function<bool()>& stop_;
  bool happened_ = false;
};

// Binds a copy.
void BindText(SQLite::Statement& statement, int index, std::string_view text);

// Binds without a copy: the bytes, under 1 GiB, have to live until the reset.
void BindBlob(SQLite::Statement& statement, int index, std::string_view bytes);

// A column's bytes; valid until the statement moves on.
std::string_view BlobOf(SQLite::Statement& statement, int column);

}  // namespace broadsheet::sqlite
