#include "ingest_service/store/store_backup.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>
#include <vector>

#include "common/status/error.h"
#include "ingest_service/store/sqlite_record_log.h"
#include "tests/support/child_process.h"
#include "tests/support/stored_issues.h"

namespace broadsheet::ingest {
namespace {

class StoreBackupTest : public ::testing::Test {
 protected:
  std::unique_ptr<SqliteRecordLog> Open(const std::string& name) {
    auto log = SqliteRecordLog::Open({folder_ / name});
    EXPECT_TRUE(log.ok()) << log.status();
    return *std::move(log);
  }

  // What was kept of a store that was replaced.
  std::vector<std::string> Aside(const std::string& store) {
    std::vector<std::string> aside;
    for (const auto& file : std::filesystem::directory_iterator(folder_.path())) {
      const std::string name = file.path().filename();
      if (name.starts_with(store + ".replaced-") && name.ends_with("Z")) aside.push_back(name);
    }
    return aside;
  }

  testing::TempDir folder_;
};

TEST_F(StoreBackupTest, ARestoredStoreHasEverythingAndIsAnotherLog) {
  std::string log_id;
  {
    const auto log = Open("log.db");
    log_id = log->Head().log_id;
    ASSERT_TRUE(log->Append(MakeIssue("p", "i", {{"a", "甲"}, {"b", "乙"}}), false).ok());
    // Online: the log stays open.
    const auto backup = BackupStore(folder_ / "log.db", folder_ / "backup.db");
    ASSERT_TRUE(backup.ok()) << backup.status();
    EXPECT_EQ(backup->records, 2u);
    EXPECT_EQ(backup->log_id, log_id);
    ASSERT_TRUE(log->Append(MakeIssue("p", "later", {{"a", "丙"}}), false).ok());
  }
  const auto restored = RestoreStore(folder_ / "backup.db", folder_ / "restored.db");
  ASSERT_TRUE(restored.ok()) << restored.status();
  const auto log = Open("restored.db");
  EXPECT_NE(log->Head().log_id, log_id);
  EXPECT_EQ(log->Head().log_id, restored->log_id);
  EXPECT_EQ(log->Head().last, 3u);
  EXPECT_EQ(log->GetRecords("publications/p/issues/i")->size(), 2u);
  EXPECT_FALSE(log->GetIssue("publications/p/issues/later").ok());
  EXPECT_TRUE(log->Append(MakeIssue("p", "new", {{"a", "丁"}}), false).ok());
}

TEST_F(StoreBackupTest, ABackupTakenDuringUploadsIsWhole) {
  const auto log = Open("log.db");
  std::jthread uploads([&](std::stop_token stop) {
    for (int i = 0; !stop.stop_requested(); ++i) {
      ASSERT_TRUE(log->Append(MakeIssue("p", std::to_string(i), {{"a", "甲"}, {"b", "乙"}}), false).ok());
    }
  });
  for (int i = 0; i < 3; ++i) {
    const auto backup = BackupStore(folder_ / "log.db", folder_ / ("backup" + std::to_string(i)));
    ASSERT_TRUE(backup.ok()) << backup.status();
    EXPECT_EQ(backup->entries, backup->issues * 3);
    EXPECT_EQ(backup->records, backup->issues * 2);
  }
}

TEST_F(StoreBackupTest, NothingIsOverwritten) {
  { ASSERT_TRUE(Open("log.db")->Append(MakeIssue("p", "i", {}), false).ok()); }
  ASSERT_TRUE(BackupStore(folder_ / "log.db", folder_ / "backup.db").ok());
  EXPECT_EQ(BackupStore(folder_ / "log.db", folder_ / "backup.db").status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(RestoreStore(folder_ / "backup.db", folder_ / "log.db").status().code(), absl::StatusCode::kAlreadyExists);
  const auto log = Open("log.db");
  EXPECT_EQ(ReasonOf(RestoreStore(folder_ / "backup.db", folder_ / "log.db").status()), "STORE_IN_USE");
}

TEST_F(StoreBackupTest, NamesThatCannotBeLookedAtAreErrors) {
  { ASSERT_TRUE(Open("log.db")->Append(MakeIssue("p", "i", {}), false).ok()); }
  const std::string too_long = folder_ / std::string(300, 'x');
  EXPECT_EQ(ReasonOf(BackupStore(folder_ / "log.db", too_long).status()), "FILE_UNREADABLE");
  ASSERT_TRUE(BackupStore(folder_ / "log.db", folder_ / "backup.db").ok());
  EXPECT_FALSE(RestoreStore(folder_ / "backup.db", too_long).ok());
  std::filesystem::create_directories(folder_ / "new.db.partial/full");
  EXPECT_FALSE(BackupStore(folder_ / "log.db", folder_ / "new.db").ok());
}

TEST_F(StoreBackupTest, AReplacedStoreIsKeptAside) {
  { ASSERT_TRUE(Open("log.db")->Append(MakeIssue("p", "i", {}), false).ok()); }
  ASSERT_TRUE(BackupStore(folder_ / "log.db", folder_ / "backup.db").ok());
  { ASSERT_TRUE(Open("log.db")->Append(MakeIssue("p", "later", {}), false).ok()); }
  const auto restored = RestoreStore(folder_ / "backup.db", folder_ / "log.db", OldStore::kKeepAside);
  ASSERT_TRUE(restored.ok()) << restored.status();
  EXPECT_FALSE(Open("log.db")->GetIssue("publications/p/issues/later").ok());
  const auto aside = Aside("log.db");
  ASSERT_EQ(aside.size(), 1u);
  EXPECT_TRUE(Open(aside.front())->GetIssue("publications/p/issues/later").ok());
}

TEST_F(StoreBackupTest, AStoreIsThereAtEveryMomentOfAReplacement) {
  { ASSERT_TRUE(Open("log.db")->Append(MakeIssue("p", "i", {}), false).ok()); }
  ASSERT_TRUE(BackupStore(folder_ / "log.db", folder_ / "backup.db").ok());
  std::atomic<int> missing = 0;
  {
    const std::jthread watcher([&](std::stop_token stop) {
      while (!stop.stop_requested()) missing += access((folder_ / "log.db").c_str(), F_OK) != 0;
    });
    ASSERT_TRUE(RestoreStore(folder_ / "backup.db", folder_ / "log.db", OldStore::kKeepAside).ok());
  }
  EXPECT_EQ(missing, 0);
}

// What a crash leaves: the last writes are only in the -wal file.
TEST_F(StoreBackupTest, AWriteAheadLogStaysWithTheStoreItBelongsTo) {
  namespace fs = std::filesystem;
  {
    ASSERT_TRUE(Open("log.db")->Append(MakeIssue("p", "i", {}), false).ok());
  }
  ASSERT_TRUE(BackupStore(folder_ / "log.db", folder_ / "backup.db").ok());
  {
    const auto log = Open("log.db");
    ASSERT_TRUE(log->Append(MakeIssue("p", "later", {}), false).ok());
    for (const char* part : {"", "-wal"}) fs::copy_file(folder_ / "log.db" + part, folder_ / "crashed.db" + part);
  }
  fs::copy_file(folder_ / "crashed.db-wal", folder_ / "alone.db-wal");
  ASSERT_GT(fs::file_size(folder_ / "crashed.db-wal"), 0u);

  ASSERT_TRUE(RestoreStore(folder_ / "backup.db", folder_ / "crashed.db", OldStore::kKeepAside).ok());
  EXPECT_FALSE(Open("crashed.db")->GetIssue("publications/p/issues/later").ok());
  EXPECT_TRUE(Open("crashed.db")->GetIssue("publications/p/issues/i").ok());
  const auto aside = Aside("crashed.db");
  ASSERT_EQ(aside.size(), 1u);
  EXPECT_TRUE(Open(aside.front())->GetIssue("publications/p/issues/later").ok());

  // Beside no store it belongs to nothing that is restored.
  ASSERT_TRUE(RestoreStore(folder_ / "backup.db", folder_ / "alone.db").ok());
  EXPECT_FALSE(Open("alone.db")->GetIssue("publications/p/issues/later").ok());
  EXPECT_TRUE(Open("alone.db")->GetIssue("publications/p/issues/i").ok());
}

TEST_F(StoreBackupTest, ABrokenBackupReplacesNothing) {
  { ASSERT_TRUE(Open("log.db")->Append(MakeIssue("p", "i", {}), false).ok()); }
  std::ofstream(folder_ / "backup.db") << "no database";
  EXPECT_FALSE(RestoreStore(folder_ / "backup.db", folder_ / "log.db", OldStore::kKeepAside).ok());
  EXPECT_TRUE(Open("log.db")->GetIssue("publications/p/issues/i").ok());
}

TEST_F(StoreBackupTest, OnlyOldBackupsAreRemoved) {
  namespace fs = std::filesystem;
  const fs::path folder = folder_ / "backups";
  fs::create_directory(folder);
  for (const char* store : {"log.db", "another.db"}) {
    ASSERT_TRUE(Open(store)->Append(MakeIssue("p", "i", {}), false).ok());
  }
  const auto now = fs::file_time_type::clock::now();
  for (int age = 0; age < 4; ++age) {
    const fs::path backup = folder / (std::to_string(age) + ".db");
    ASSERT_TRUE(BackupStore(folder_ / "log.db", backup).ok());
    fs::last_write_time(backup, now - std::chrono::hours(age));
  }
  std::ofstream(folder / "other.db") << "of somebody else";
  fs::last_write_time(folder / "other.db", now - std::chrono::hours(9));
  const auto another = BackupStore(folder_ / "another.db", folder / "another.db");
  ASSERT_TRUE(another.ok());
  fs::last_write_time(folder / "another.db", now - std::chrono::hours(8));
  const auto removed = RemoveOldBackups(folder, Open("log.db")->Head().log_id, 2);
  ASSERT_TRUE(removed.ok());
  EXPECT_EQ(std::set<std::string>(removed->begin(), removed->end()),
            (std::set<std::string>{folder / "2.db", folder / "3.db"}));
  std::set<std::string> left;
  for (const auto& file : fs::directory_iterator(folder)) left.insert(file.path().filename());
  EXPECT_EQ(left, (std::set<std::string>{"0.db", "1.db", "another.db", "other.db"}));
}

TEST_F(StoreBackupTest, DamageIsFound) {
  { ASSERT_TRUE(Open("log.db")->Append(MakeIssue("p", "i", {{"a", "甲"}, {"b", "乙"}}), false).ok()); }
  for (const char* damage : {
           "UPDATE uploads SET content = x'00'",
           "DELETE FROM entries WHERE sequence = 1",
           "PRAGMA application_id = 7",
           // One byte of a text, one of a name.
           "UPDATE entries SET payload = CAST(replace(CAST(payload AS TEXT), '甲', '申') AS BLOB) WHERE sequence = 2",
           "UPDATE entries SET name = replace(name, 'a', 'c') WHERE sequence = 2",
           "UPDATE entries SET commit_time = commit_time + 1 WHERE sequence = 3",
           "UPDATE issues SET issue = CAST(replace(CAST(issue AS TEXT), 'test-1', 'test-3') AS BLOB)",
           "UPDATE uploads SET account = x''",
           "UPDATE records SET sequence = 3 WHERE sequence = 2",
           // Of an earlier release, what can no longer be read or is another's.
           "UPDATE entries SET checksum = NULL, payload = x'FF' WHERE sequence = 2",
           "UPDATE entries SET checksum = NULL, name = 'publications/p/issues/i/records/c' WHERE sequence = 2",
           "UPDATE issues SET checksum = NULL, issue = x'FF'",
       }) {
    std::filesystem::remove(folder_ / "damaged.db");
    ASSERT_TRUE(BackupStore(folder_ / "log.db", folder_ / "damaged.db").ok());
    SQLite::Database(folder_ / "damaged.db", SQLite::OPEN_READWRITE).exec(damage);
    if (std::string_view(damage).starts_with("DELETE")) {
      SQLite::Database(folder_ / "damaged.db", SQLite::OPEN_READWRITE).exec("DELETE FROM entries WHERE sequence = 2");
    }
    EXPECT_EQ(RestoreStore(folder_ / "damaged.db", folder_ / "restored.db").status().code(),
              absl::StatusCode::kDataLoss)
        << damage;
    EXPECT_FALSE(std::filesystem::exists(folder_ / "restored.db"));
  }
}

TEST_F(StoreBackupTest, AStoreOfAnEarlierReleaseIsVerified) {
  { ASSERT_TRUE(Open("log.db")->Append(MakeIssue("p", "i", {{"a", "甲"}}), false).ok()); }
  SQLite::Database(folder_ / "log.db", SQLite::OPEN_READWRITE)
      .exec(
          "ALTER TABLE entries DROP COLUMN checksum; ALTER TABLE issues DROP COLUMN checksum; "
          "ALTER TABLE issues DROP COLUMN entry_sequence; ALTER TABLE uploads DROP COLUMN described; "
          "DROP TABLE requests; CREATE TABLE requests (request_id TEXT PRIMARY KEY, content_sha256 TEXT NOT NULL, "
          "issue BLOB NOT NULL, last_sequence INTEGER NOT NULL, create_time INTEGER NOT NULL) STRICT, WITHOUT ROWID; "
          "CREATE INDEX requests_by_time ON requests (create_time); PRAGMA user_version = 2");
  EXPECT_TRUE(VerifyStore(folder_ / "log.db").ok()) << VerifyStore(folder_ / "log.db").status();
  ASSERT_TRUE(Open("log.db")->Append(MakeIssue("p", "later", {{"a", "乙"}}), false).ok());
  EXPECT_TRUE(VerifyStore(folder_ / "log.db").ok());
}

}  // namespace
}  // namespace broadsheet::ingest
