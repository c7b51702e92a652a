// Backup and restore of the SQLite record log's file.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "ingest_service/store/store_check.h"

namespace broadsheet::ingest {

// Copies a store, which may be in use, as it is at one moment, to a new file,
// verified and synced before it gets its name. ALREADY_EXISTS if there is one,
// FAILED_PRECONDITION, RESTORE_UNFINISHED, if the store waits for its next start.
absl::StatusOr<StoreSummary> BackupStore(const std::string& store_path, const std::string& backup_path);

// Removes the backups of a log that a folder has, but for the `keep` (at least 1)
// written last, and gives their paths. A backup is a file NAME.db that is the
// record log `log_id`; other files, backups of other logs too, are left alone.
absl::StatusOr<std::vector<std::string>> RemoveOldBackups(const std::string& folder, std::string_view log_id,
                                                          size_t keep);

// What RestoreStore does with a store that is there.
enum class OldStore {
  kRefuse,
  // Names it STORE.replaced-TIME (UTC), once the new one is verified. At every
  // moment, a crash's too, there is the old store or the new one, whole for whoever
  // opens it as a record log (store_replacement.h).
  kKeepAside,
};

// Makes a store of a backup, verified before and after. It is a new log: its
// followers are refused (FOREIGN_LOG) and start over, since it may lack entries
// that they have. ALREADY_EXISTS if there is a store, FAILED_PRECONDITION if
// one is in use there.
absl::StatusOr<StoreSummary> RestoreStore(const std::string& backup_path, const std::string& store_path,
                                          OldStore old_store = OldStore::kRefuse);

}  // namespace broadsheet::ingest
