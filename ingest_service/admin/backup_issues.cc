// Backs up, verifies and restores the store of an ingest service.
//
//   backup_issues --data-dir=DIR --backup-to=FILE      while the service runs
//   backup_issues --verify=FILE                        what that covers: store_check.h
//   backup_issues --data-dir=DIR --restore-from=FILE   while it does not
#include <filesystem>
#include <iostream>

#include "common/config/option_parser.h"
#include "common/config/run_main.h"
#include "ingest_service/store/sqlite_record_log.h"
#include "ingest_service/store/store_backup.h"

namespace broadsheet::ingest {
namespace {

struct Options {
  std::string data_dir, backup_to, restore_from, verify;
  int64_t keep = 0;
  bool keep_replaced = false;
};

absl::StatusOr<StoreSummary> Backup(const std::string& store, const Options& options) {
  std::error_code error;
  const auto folder = std::filesystem::absolute(options.backup_to, error).parent_path();
  if (error) return absl::ErrnoToStatus(error.value(), "--backup-to: " + options.backup_to);
  if (options.keep > 0 && std::filesystem::equivalent(folder, options.data_dir, error)) {
    return absl::InvalidArgumentError("--keep: want backups in another folder than --data-dir");
  }
  auto summary = BackupStore(store, options.backup_to);
  if (!summary.ok() || options.keep == 0) return summary;
  const auto removed = RemoveOldBackups(folder, summary->log_id, static_cast<size_t>(options.keep));
  if (!removed.ok()) return removed.status();
  for (const std::string& path : *removed) std::cout << "removed " << path << "\n";
  return summary;
}

absl::StatusOr<StoreSummary> Run(const Options& options) {
  const std::string store = StorePath(options.data_dir);
  const int asked = !options.backup_to.empty() + !options.restore_from.empty() + !options.verify.empty();
  if (asked != 1) return absl::InvalidArgumentError("want one of --backup-to, --restore-from, --verify");
  if (!options.verify.empty()) return VerifyStore(options.verify);
  if (options.data_dir.empty()) return absl::InvalidArgumentError("want --data-dir");
  if (!options.backup_to.empty()) return Backup(store, options);
  std::error_code error;
  std::filesystem::create_directories(options.data_dir, error);
  return RestoreStore(options.restore_from, store, options.keep_replaced ? OldStore::kKeepAside : OldStore::kRefuse);
}

constexpr int kFailed = 1, kBadOptions = 2;

int Main(int argc, char** argv) {
  Options options;
  OptionParser parser("backup_issues", "Backs up, verifies and restores the store of an ingest service.");
  parser.AddText("data-dir", options.data_dir, "the service's folder");
  parser.AddText("backup-to", options.backup_to, "file to write a backup to; it must not exist");
  parser.AddInteger("keep", options.keep, {0, 1'000'000},
                    "with --backup-to: of this store's backups, NAME.db, only the last so many stay in its folder, "
                    "whoever made them; 0: all");
  parser.AddText("restore-from", options.restore_from, "backup to make the folder's store of; it must have none");
  parser.AddFlag("keep-replaced", options.keep_replaced,
                 "with --restore-from: a store that is there is kept beside it, as STORE.replaced-TIME");
  parser.AddText(
      "verify", options.verify,
      "backup, or store at rest, to check: SQLite's structure, that no entry is missing, each entry and issue "
      "by its checksum (of a release before 0.2: that it can be read), each upload by its SHA-256; "
      "--backup-to and --restore-from do the same");
  const auto outcome = parser.Parse(argc, argv);
  if (outcome.ok() && *outcome == ParseOutcome::kExit) return 0;
  const auto summary = outcome.ok() ? Run(options) : absl::StatusOr<StoreSummary>(outcome.status());
  if (!summary.ok()) {
    std::cerr << "backup_issues: " << summary.status().message() << "\n";
    return absl::IsInvalidArgument(summary.status()) ? kBadOptions : kFailed;
  }
  std::cout << summary->issues << " issues, " << summary->records << " records, " << summary->entries
            << " log entries, log " << summary->log_id << ": verified\n";
  return 0;
}

}  // namespace
}  // namespace broadsheet::ingest

int main(int argc, char** argv) {
  return broadsheet::RunMain("backup_issues", [&] { return broadsheet::ingest::Main(argc, argv); });
}
