#include "ingest_service/store/store_replacement.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "common/status/error.h"
#include "ingest_service/store/sqlite_record_log.h"
#include "ingest_service/store/store_backup.h"
#include "tests/support/child_process.h"
#include "tests/support/stored_issues.h"

namespace {

// Calls on files that this process still makes; it dies before the next.
int calls_left = -1;  // negative: it lives

void DieIfDue() {
  if (calls_left >= 0 && calls_left-- == 0) _exit(0);
}

}  // namespace

// Instead of libc's, for the whole program.
extern "C" {
int rename(const char* from, const char* to) noexcept {
  DieIfDue();
  return static_cast<int>(syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to));
}
int link(const char* from, const char* to) noexcept {
  DieIfDue();
  return static_cast<int>(syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0));
}
int fsync(int file) {
  DieIfDue();
  return static_cast<int>(syscall(SYS_fsync, file));
}
int fdatasync(int file) {
  DieIfDue();
  return static_cast<int>(syscall(SYS_fdatasync, file));
}
}

namespace broadsheet::ingest {
namespace {

namespace fs = std::filesystem;

constexpr int kDied = 0, kDone = 1, kFailed = 2;

class StoreReplacementTest : public ::testing::Test {
 protected:
  std::unique_ptr<SqliteRecordLog> Open(const std::string& path) {
    auto log = SqliteRecordLog::Open({path});
    EXPECT_TRUE(log.ok()) << log.status();
    return *std::move(log);
  }

  bool Has(const std::string& path, const char* issue) {
    return Open(path)->GetIssue(std::string("publications/p/issues/") + issue).ok();
  }

  // An old store whose last issue is in its -wal only, as a crash leaves it, and a
  // backup without that issue.
  void MakeStores() {
    {
      const auto log = Open(folder_ / "made.db");
      ASSERT_TRUE(log->Append(MakeIssue("p", "i", {}), false).ok());
      ASSERT_TRUE(BackupStore(folder_ / "made.db", folder_ / "backup.db").ok());
      ASSERT_TRUE(log->Append(MakeIssue("p", "later", {}), false).ok());
      for (const char* part : {"", "-wal"}) fs::copy_file(folder_ / "made.db" + part, folder_ / "log.db" + part);
    }
    ASSERT_GT(fs::file_size(folder_ / "log.db-wal"), 0u);
  }

  // A copy of the old store in a folder of its own.
  std::string OldStoreIn(const std::string& folder) {
    fs::create_directory(folder);
    for (const char* part : {"", "-wal"}) fs::copy_file(folder_ / "log.db" + part, folder + "/log.db" + part);
    return folder + "/log.db";
  }

  // In a process that dies after so many calls.
  static int Run(int calls, const std::function<absl::Status()>& action) {
    const pid_t child = fork();
    if (child == 0) {
      calls_left = calls;
      _exit(action().ok() ? kDone : kFailed);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  // Those that were replaced, whole.
  std::vector<std::string> Aside(const std::string& folder) {
    std::vector<std::string> aside;
    for (const auto& file : fs::directory_iterator(folder)) {
      const std::string name = file.path().filename();
      if (name.starts_with("log.db.replaced-") && name.ends_with("Z")) aside.push_back(file.path());
    }
    return aside;
  }

  testing::TempDir folder_;
};

TEST_F(StoreReplacementTest, WhoeverDiesWhenLeavesTheOldStoreOrTheNewOneWhole) {
  MakeStores();
  int old_stores = 0, new_stores = 0;
  for (int calls = 0, outcome = kDied; outcome == kDied; ++calls) {
    SCOPED_TRACE(calls);
    const std::string folder = folder_ / std::to_string(calls), store = OldStoreIn(folder);
    outcome = Run(calls, [&] { return RestoreStore(folder_ / "backup.db", store, OldStore::kKeepAside).status(); });
    ASSERT_NE(outcome, kFailed);
    ASSERT_TRUE(fs::exists(store));
    EXPECT_TRUE(Has(store, "i"));
    if (Has(store, "later")) {
      ++old_stores;
    } else {
      ++new_stores;
      const auto aside = Aside(folder);
      ASSERT_EQ(aside.size(), 1u);
      EXPECT_TRUE(Has(aside.front(), "later"));
    }
  }
  EXPECT_GE(old_stores, 3);
  EXPECT_GE(new_stores, 5);
}

// As on a full disk or of a damaged store.
TEST_F(StoreReplacementTest, ALogThatCouldNotBeTakenInStaysWithItsStore) {
  MakeStores();
  for (int calls = 0, outcome = kDied; outcome == kDied; ++calls) {
    SCOPED_TRACE(calls);
    const std::string folder = folder_ / std::to_string(calls), store = OldStoreIn(folder);
    fs::copy_file(folder_ / "backup.db", store + ".restored");
    outcome = Run(calls, [&] { return FinishReplacement(store); });
    ASSERT_NE(outcome, kFailed);
    EXPECT_TRUE(Has(store, "i"));
    EXPECT_FALSE(Has(store, "later"));
    const auto aside = Aside(folder);
    ASSERT_EQ(aside.size(), 1u);
    EXPECT_TRUE(Has(aside.front(), "later"));
  }
}

TEST_F(StoreReplacementTest, AnUnfinishedReplacementIsNotBackedUp) {
  MakeStores();
  fs::copy_file(folder_ / "backup.db", folder_ / "log.db.restored");
  EXPECT_EQ(ReasonOf(BackupStore(folder_ / "log.db", folder_ / "another.db").status()), "RESTORE_UNFINISHED");
  EXPECT_FALSE(Has(folder_ / "log.db", "later"));
  EXPECT_TRUE(BackupStore(folder_ / "log.db", folder_ / "another.db").ok());
}

}  // namespace
}  // namespace broadsheet::ingest
