#include "ingest_service/store/store_backup.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <utility>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "common/file/file_lock.h"
#include "common/file/read_file.h"
#include "common/file/sync.h"
#include "common/sqlite/sqlite.h"
#include "common/status/error.h"
#include "ingest_service/store/log_id.h"
#include "ingest_service/store/sqlite_schema.h"
#include "ingest_service/store/store_replacement.h"

namespace broadsheet::ingest {
namespace {

using sqlite::Guard;

absl::Status AlreadyThere(const std::string& path) {
  return Error(absl::StatusCode::kAlreadyExists, "FILE_EXISTS", absl::StrCat(path, " exists; it is left as it is"));
}

// OK: nothing has that name.
absl::Status CheckNew(const std::string& path) {
  const auto exists = PathExists(path);
  if (!exists.ok()) return exists.status();
  return *exists ? AlreadyThere(path) : absl::OkStatus();
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

// The log that a file is; empty: it is none.
std::string LogIdOf(const std::string& path) {
  const auto database = sqlite::OpenReader(path);
  if (!database.ok()) return "";
  const auto id = Guard("reading a header", [&]() -> absl::StatusOr<std::string> {
    if ((*database)->execAndGet("PRAGMA application_id").getInt() != RecordLogSchema().application_id) return "";
    return (*database)->execAndGet("SELECT log_id FROM identity").getString();
  });
  return id.value_or("");
}

// Copies to a temporary name, changes the identity there (empty: not), verifies and
// has `publish` give it its name.
absl::StatusOr<StoreSummary> CopyVerified(const std::string& from, const std::string& to, const std::string& log_id,
                                          absl::Status (*publish)(const std::string& made, const std::string& to)) {
  const std::string partial = to + ".partial";
  std::error_code error;
  std::filesystem::remove(partial, error);
  if (error) return absl::ErrnoToStatus(error.value(), absl::StrCat("removing ", partial));
  const absl::Cleanup remove_partial = [&] { std::filesystem::remove(partial, error); };
  if (absl::Status status = CopyTo(from, partial); !status.ok()) return status;
  if (absl::Status status = ChangeIdentity(partial, log_id); !status.ok()) return status;
  auto summary = VerifyStore(partial);
  if (!summary.ok()) return summary;
  if (absl::Status status = SyncPath(partial); !status.ok()) return status;
  if (absl::Status status = publish(partial, to); !status.ok()) return status;
  return summary;
}

absl::Status PublishBackup(const std::string& made, const std::string& path) {
  if (rename(made.c_str(), path.c_str()) != 0) return absl::ErrnoToStatus(errno, absl::StrCat("naming ", path));
  return SyncFolderOf(path);
}

}  // namespace

absl::StatusOr<StoreSummary> BackupStore(const std::string& store_path, const std::string& backup_path) {
  if (absl::Status status = CheckNew(backup_path); !status.ok()) return status;
  if (absl::Status status = CheckNotBeingReplaced(store_path); !status.ok()) return status;
  return CopyVerified(store_path, backup_path, "", PublishBackup);
}

absl::StatusOr<std::vector<std::string>> RemoveOldBackups(const std::string& folder, std::string_view log_id,
                                                          size_t keep) {
  namespace fs = std::filesystem;
  std::vector<std::pair<fs::file_time_type, fs::path>> backups;
  std::error_code error;
  for (fs::directory_iterator file(folder, error), end; !error && file != end; file.increment(error)) {
    if (file->path().extension() == ".db" && LogIdOf(file->path()) == log_id) {
      const fs::file_time_type written = file->last_write_time(error);
      if (error) break;
      backups.emplace_back(written, file->path());
    }
  }
  std::sort(backups.rbegin(), backups.rend());
  std::vector<std::string> removed;
  for (size_t i = std::max<size_t>(keep, 1); !error && i < backups.size(); ++i) {
    fs::remove(backups[i].second, error);
    if (!error) removed.push_back(backups[i].second);
  }
  if (!error) return removed;
  return absl::ErrnoToStatus(error.value(), absl::StrCat("removing old backups in ", folder));
}

absl::StatusOr<StoreSummary> RestoreStore(const std::string& backup_path, const std::string& store_path,
                                          OldStore old_store) {
  if (auto summary = VerifyStore(backup_path); !summary.ok()) return summary;
  const auto lock = FileLock::Take(store_path + ".lock");
  if (!lock.ok()) return lock.status();
  if (absl::Status status = FinishReplacement(store_path); !status.ok()) return status;
  if (old_store == OldStore::kRefuse) {
    if (absl::Status status = CheckNew(store_path); !status.ok()) return status;
  }
  return CopyVerified(backup_path, store_path, NewLogId(), ReplaceStore);
}

}  // namespace broadsheet::ingest
