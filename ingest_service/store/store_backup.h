// Backup, restore and verification of the SQLite record log's file.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace broadsheet::ingest {

struct StoreSummary {
  std::string log_id;
  uint64_t issues = 0, records = 0, entries = 0;
};

// Whether a file is a whole record log of this or an earlier version: SQLite's
// integrity check, positions without gaps, every upload's bytes under their
// SHA-256. The file has to be at rest. DATA_LOSS, saying where, otherwise.
absl::StatusOr<StoreSummary> VerifyStore(const std::string& path);

// Copies a store, which may be in use, as it is at one moment, to a new file,
// verified and synced before it gets its name. ALREADY_EXISTS if there is one.
absl::StatusOr<StoreSummary> BackupStore(const std::string& store_path, const std::string& backup_path);

// Removes the backups of a folder, but for the `keep` (at least 1) written last.
// A backup is a file NAME.db that is a record log; others are left alone.
absl::Status RemoveOldBackups(const std::string& folder, size_t keep);

// What RestoreStore does with a store that is there.
enum class OldStore {
  kRefuse,
  kKeepAside,  // names it STORE.replaced-TIME (UTC), once the new one is verified
};

// Makes a store of a backup, verified before and after. It is a new log: its
// followers are refused (FOREIGN_LOG) and start over, since it may lack entries
// that they have. ALREADY_EXISTS if there is a store, FAILED_PRECONDITION if
// one is in use there.
absl::StatusOr<StoreSummary> RestoreStore(const std::string& backup_path, const std::string& store_path,
                                          OldStore old_store = OldStore::kRefuse);

}  // namespace broadsheet::ingest
