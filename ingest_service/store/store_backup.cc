#include "ingest_service/store/store_backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <utility>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/file/file_lock.h"
#include "common/hash/sha256.h"
#include "common/sqlite/sqlite.h"
#include "common/status/error.h"
#include "ingest_service/store/log_id.h"
#include "ingest_service/store/sqlite_schema.h"

namespace broadsheet::ingest {
namespace {

using sqlite::BlobOf;
using sqlite::Guard;

absl::Status Damaged(const std::string& path, std::string_view what) {
  return Error(absl::StatusCode::kDataLoss, "STORAGE_CORRUPT", absl::StrCat(path, ": ", std::string(what)));
}

absl::Status AlreadyThere(const std::string& path) {
  return Error(absl::StatusCode::kAlreadyExists, "FILE_EXISTS", absl::StrCat(path, " exists; it is left as it is"));
}

absl::Status Sync(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && fsync(descriptor) == 0;
  const int error = errno;
  if (descriptor >= 0) close(descriptor);
  return synced ? absl::OkStatus() : absl::ErrnoToStatus(error, absl::StrCat("syncing ", path));
}

// Gives a synced file its name for good. There is no file of that name.
absl::Status Publish(const std::string& from, const std::string& to) {
  if (absl::Status status = Sync(from); !status.ok()) return status;
  if (rename(from.c_str(), to.c_str()) != 0) return absl::ErrnoToStatus(errno, absl::StrCat("naming ", to));
  const std::string folder = std::filesystem::path(to).parent_path();
  return Sync(folder.empty() ? "." : folder);
}

absl::Status CheckUploads(SQLite::Database& database, const std::string& path) {
  SQLite::Statement uploads(database, "SELECT name, content_sha256, content FROM issues JOIN uploads ON issue_id = id");
  while (uploads.executeStep()) {
    if (Sha256Hex(BlobOf(uploads, 2)) == BlobOf(uploads, 1)) continue;
    return Damaged(path, absl::StrCat("the upload of ", uploads.getColumn(0).getString(), " is not what was sent"));
  }
  return absl::OkStatus();
}

// A copy of a store at one moment. Writers of the store do not wait for it.
absl::Status CopyTo(const std::string& from, const std::string& to) {
  const auto source = sqlite::OpenReader(from);
  if (!source.ok()) return source.status();
  return Guard(absl::StrCat("copying ", from), [&]() -> absl::Status {
    SQLite::Statement copy(**source, "VACUUM INTO ?");
    copy.bind(1, to);
    copy.exec();
    return absl::OkStatus();
  });
}

absl::Status ChangeIdentity(const std::string& path, const std::string& log_id) {
  return Guard(absl::StrCat("writing ", path), [&]() -> absl::Status {
    SQLite::Database database(path, SQLite::OPEN_READWRITE);
    SQLite::Statement update(database, "UPDATE identity SET clean = 1, log_id = coalesce(nullif(?, ''), log_id)");
    update.bind(1, log_id);
    update.exec();
    return absl::OkStatus();
  });
}

bool IsRecordLog(const std::string& path) {
  const auto database = sqlite::OpenReader(path);
  if (!database.ok()) return false;
  const auto checked = Guard("reading a header", [&]() -> absl::Status {
    const int id = (*database)->execAndGet("PRAGMA application_id").getInt();
    return id == RecordLogSchema().application_id ? absl::OkStatus() : absl::NotFoundError("another kind of file");
  });
  return checked.ok();
}

// With what SQLite has beside it: readable under its new name.
absl::Status KeepAside(const std::string& path) {
  const std::string aside =
      absl::StrCat(path, ".replaced-", absl::FormatTime("%Y%m%dT%H%M%SZ", absl::Now(), absl::UTCTimeZone()));
  if (std::filesystem::exists(aside)) return AlreadyThere(aside);
  for (const char* part : {"-wal", "-shm", ""}) {
    if (rename((path + part).c_str(), (aside + part).c_str()) != 0 && errno != ENOENT) {
      return absl::ErrnoToStatus(errno, absl::StrCat("naming ", aside));
    }
  }
  return absl::OkStatus();
}

// Copies to a temporary name, changes the identity there (empty: not), verifies
// and publishes.
absl::StatusOr<StoreSummary> CopyVerified(const std::string& from, const std::string& to, const std::string& log_id) {
  const std::string partial = to + ".partial";
  std::filesystem::remove(partial);
  const absl::Cleanup remove_partial = [&] {
    std::error_code ignored;
    std::filesystem::remove(partial, ignored);
  };
  if (absl::Status status = CopyTo(from, partial); !status.ok()) return status;
  if (absl::Status status = ChangeIdentity(partial, log_id); !status.ok()) return status;
  auto summary = VerifyStore(partial);
  if (!summary.ok()) return summary;
  if (absl::Status status = KeepAside(to); !status.ok()) return status;
  if (absl::Status status = Publish(partial, to); !status.ok()) return status;
  return summary;
}

}  // namespace

absl::StatusOr<StoreSummary> VerifyStore(const std::string& path) {
  const auto database = sqlite::OpenReader(path);
  if (!database.ok()) return database.status();
  return Guard(absl::StrCat("verifying ", path), [&]() -> absl::StatusOr<StoreSummary> {
    SQLite::Database& db = **database;
    const sqlite::Schema schema = RecordLogSchema();
    if (db.execAndGet("PRAGMA application_id").getInt() != schema.application_id) {
      return Damaged(path, "it is no record log");
    }
    if (absl::Status status = sqlite::CheckIntegrity(db); !status.ok()) return status;
    StoreSummary summary;
    summary.log_id = db.execAndGet("SELECT log_id FROM identity").getString();
    summary.issues = db.execAndGet("SELECT count(*) FROM issues").getInt64();
    summary.records = db.execAndGet("SELECT count(*) FROM records").getInt64();
    summary.entries = db.execAndGet("SELECT count(*) FROM entries").getInt64();
    const int64_t span = db.execAndGet("SELECT coalesce(max(sequence) - min(sequence) + 1, 0) FROM entries").getInt64();
    if (span != static_cast<int64_t>(summary.entries)) return Damaged(path, "entries are missing from the log");
    if (absl::Status status = CheckUploads(db, path); !status.ok()) return status;
    return summary;
  });
}

absl::StatusOr<StoreSummary> BackupStore(const std::string& store_path, const std::string& backup_path) {
  if (std::filesystem::exists(backup_path)) return AlreadyThere(backup_path);
  return CopyVerified(store_path, backup_path, "");
}

absl::Status RemoveOldBackups(const std::string& folder, size_t keep) {
  namespace fs = std::filesystem;
  std::vector<std::pair<fs::file_time_type, fs::path>> backups;
  std::error_code error;
  for (fs::directory_iterator file(folder, error), end; !error && file != end; file.increment(error)) {
    if (file->path().extension() == ".db" && IsRecordLog(file->path())) {
      backups.emplace_back(file->last_write_time(), file->path());
    }
  }
  std::sort(backups.rbegin(), backups.rend());
  for (size_t i = std::max<size_t>(keep, 1); !error && i < backups.size(); ++i) fs::remove(backups[i].second, error);
  if (!error) return absl::OkStatus();
  return absl::ErrnoToStatus(error.value(), absl::StrCat("removing old backups in ", folder));
}

absl::StatusOr<StoreSummary> RestoreStore(const std::string& backup_path, const std::string& store_path,
                                          OldStore old_store) {
  if (auto summary = VerifyStore(backup_path); !summary.ok()) return summary;
  const auto lock = FileLock::Take(store_path + ".lock");
  if (!lock.ok()) return lock.status();
  if (old_store == OldStore::kRefuse && std::filesystem::exists(store_path)) return AlreadyThere(store_path);
  return CopyVerified(backup_path, store_path, NewLogId());
}

}  // namespace broadsheet::ingest
