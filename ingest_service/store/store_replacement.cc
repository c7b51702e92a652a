#include "ingest_service/store/store_replacement.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/file/sync.h"
#include "common/sqlite/sqlite.h"
#include "common/status/error.h"

namespace broadsheet::ingest {
namespace {

namespace fs = std::filesystem;

// What SQLite keeps beside a store.
constexpr const char* kBeside[] = {"-wal", "-shm"};

std::string RestoredPath(const std::string& path) { return path + ".restored"; }

absl::Status FileError(const std::string& doing) { return absl::ErrnoToStatus(errno, doing); }

absl::Status Rename(const std::string& from, const std::string& to) {
  return rename(from.c_str(), to.c_str()) == 0 ? absl::OkStatus() : FileError(absl::StrCat("naming ", to));
}

// What cannot be looked at cannot be named either, and that is told.
bool IsThere(const std::string& path) {
  std::error_code error;
  return fs::exists(path, error);
}

// The same whenever it is asked: the file keeps its time under its next name.
absl::StatusOr<std::string> AsidePath(const std::string& made, const std::string& path) {
  struct stat file {};
  if (stat(made.c_str(), &file) != 0) return FileError(absl::StrCat("looking at ", made));
  const absl::Time written = absl::FromTimeT(file.st_mtime);
  return absl::StrCat(path, ".replaced-", absl::FormatTime("%Y%m%dT%H%M%SZ", written, absl::UTCTimeZone()));
}

// Takes into a store at rest what SQLite has beside it, so that it is one file.
// One that is too damaged for that stays as it is.
void MakeOneFile(const std::string& path) {
  auto database = sqlite::OpenWriter(path, sqlite::Durability::kFull);
  if (!database.ok()) return;
  (void)sqlite::Guard("finishing a log", [&]() -> absl::Status {
    (*database)->exec("PRAGMA wal_checkpoint(TRUNCATE)");
    return absl::OkStatus();
  });
}

}  // namespace

absl::Status ReplaceStore(const std::string& made, const std::string& path) {
  const auto aside = AsidePath(made, path);
  if (!aside.ok()) return aside.status();
  if (IsThere(*aside)) {
    return Error(absl::StatusCode::kAlreadyExists, "FILE_EXISTS", absl::StrCat(*aside, " exists; it is left as it is"));
  }
  if (IsThere(path)) MakeOneFile(path);
  if (absl::Status status = Rename(made, RestoredPath(path)); !status.ok()) return status;
  if (absl::Status status = SyncFolderOf(path); !status.ok()) return status;
  return FinishReplacement(path);
}

absl::Status FinishReplacement(const std::string& path) {
  const std::string restored = RestoredPath(path);
  if (!IsThere(restored)) return absl::OkStatus();
  const auto aside = AsidePath(restored, path);
  if (!aside.ok()) return aside.status();
  // A second name, not another: there is a store at any time.
  if (IsThere(path) && !IsThere(*aside) && link(path.c_str(), aside->c_str()) != 0) {
    return FileError(absl::StrCat("naming ", *aside));
  }
  for (const char* part : kBeside) {
    if (!IsThere(path + part)) continue;
    if (absl::Status status = Rename(path + part, *aside + part); !status.ok()) return status;
  }
  if (absl::Status status = SyncFolderOf(path); !status.ok()) return status;
  if (absl::Status status = Rename(restored, path); !status.ok()) return status;
  return SyncFolderOf(path);
}

absl::Status CheckNotBeingReplaced(const std::string& path) {
  if (!IsThere(RestoredPath(path))) return absl::OkStatus();
  return Error(absl::StatusCode::kFailedPrecondition, "RESTORE_UNFINISHED",
               absl::StrCat("a restore of ", path, " was interrupted; the service's next start finishes it"));
}

}  // namespace broadsheet::ingest
