#include "ingest_service/store/sqlite_record_log.h"

#include <SQLiteCpp/Database.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <filesystem>
#include <fstream>

#include "common/status/error.h"
#include "ingest_service/store/store_check.h"
#include "tests/support/child_process.h"
#include "tests/support/read_file.h"
#include "tests/support/stored_issues.h"

namespace broadsheet::ingest {
namespace {

class SqliteRecordLogTest : public ::testing::Test {
 protected:
  std::string Path(const std::string& name = "log.db") const { return folder_ / name; }
  auto Open(const std::string& name = "log.db") const { return SqliteRecordLog::Open({Path(name)}); }

  // The files as a crash would leave them now.
  void CopyAsCrashed(const std::string& to) const {
    for (const char* suffix : {"", "-wal"}) {
      std::filesystem::copy_file(Path() + suffix, Path(to) + suffix);
    }
  }

  void FillAndClose() const {
    const auto log = Open();
    for (int i = 0; i < 50; ++i) {
      ASSERT_TRUE((*log)->Append(MakeIssue("p", "i" + std::to_string(i), {{"a", std::string(3000, 'x')}}), false).ok());
    }
  }

  // Overwrites pages of the log's entries.
  void Damage() const {
    std::fstream file(Path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(20 * 4096);
    file << std::string(8 * 4096, '\x5A');
  }

  testing::TempDir folder_;
};

TEST_F(SqliteRecordLogTest, WhatWasDeletedIsInNoFile) {
  const std::string secret = "a text that has to be taken down";
  const auto log = Open();
  StoredIssue issue = MakeIssue("p", "i", {{"a", secret}, {"b", std::string(20000, 'x') + secret}});
  issue.request_id = "r";
  issue.account.add_entries()->set_start(1);
  ASSERT_TRUE((*log)->Append(issue, false).ok());
  ASSERT_TRUE((*log)->Append(MakeIssue("p", "j", {{"a", secret}}), false).ok());
  ASSERT_TRUE((*log)->Append(MakeIssue("p", "j", {{"a", "corrected"}}), true).ok());
  ASSERT_TRUE((*log)->Delete(issue.issue.name()).ok());
  for (const char* suffix : {"", "-wal"}) {
    EXPECT_EQ(testing::ReadFile(Path() + suffix).find(secret), std::string::npos) << suffix;
  }
  const auto summary = VerifyStore(Path());
  EXPECT_TRUE(summary.ok()) << summary.status();
}

TEST_F(SqliteRecordLogTest, AnIssueReplacedOftenTakesTheRoomOfOne) {
  const auto log = Open();
  const auto replace = [&](int times) {
    for (int i = 0; i < times; ++i) {
      const StoredIssue issue = MakeIssue("p", "i", {{"a", std::to_string(i) + std::string(100000, 'x')}});
      EXPECT_TRUE((*log)->Append(issue, true).ok());
    }
    return SQLite::Database(Path()).execAndGet("PRAGMA page_count").getInt();
  };
  const int pages = replace(5);
  EXPECT_LT(replace(40), 2 * pages) << "one version takes 25 pages";
}

TEST_F(SqliteRecordLogTest, KeepsItsIdentityAndContentOverRestarts) {
  std::string log_id;
  {
    const auto log = Open();
    ASSERT_TRUE(log.ok()) << log.status();
    log_id = (*log)->Head().log_id;
    ASSERT_TRUE((*log)->Append(MakeIssue("p", "i", {{"a", "甲"}}), false).ok());
  }
  const auto log = Open();
  EXPECT_EQ((*log)->Head().log_id, log_id);
  EXPECT_EQ((*log)->Head().last, 2u);
  EXPECT_EQ((*log)->GetRecords("publications/p/issues/i")->size(), 1u);
  const auto other = Open("other.db");
  EXPECT_NE((*other)->Head().log_id, log_id);
}

TEST_F(SqliteRecordLogTest, RequestIdsAreForgottenByAge) {
  const auto known = [&](const std::string& name, absl::Duration retention) {
    const auto log = SqliteRecordLog::Open({.path = Path(name), .request_id_retention = retention});
    StoredIssue issue = MakeIssue("p", "i", {{"a", "甲"}});
    issue.request_id = "first";
    EXPECT_TRUE((*log)->Append(issue, false).ok());
    issue.request_id = "second";
    EXPECT_TRUE((*log)->Append(issue, false).ok());
    return (*log)->FindRequest("first", issue.issue.content_sha256())->has_value();
  };
  EXPECT_TRUE(known("long.db", absl::Hours(1)));
  EXPECT_FALSE(known("short.db", -absl::Hours(1))) << "older than its future";
}

TEST_F(SqliteRecordLogTest, AnotherProcessIsKeptOut) {
  const auto log = Open();
  EXPECT_EQ(ReasonOf(Open().status()), "STORE_IN_USE");
}

TEST_F(SqliteRecordLogTest, WhatWasAcknowledgedIsThereAfterACrash) {
  const auto log = Open();
  ASSERT_TRUE((*log)->Append(MakeIssue("p", "i", {{"a", "甲"}}), false).ok());
  CopyAsCrashed("crashed.db");
  const auto recovered = Open("crashed.db");
  ASSERT_TRUE(recovered.ok()) << recovered.status();
  EXPECT_EQ((*recovered)->Head().last, 2u);
  EXPECT_EQ((*recovered)->Head().log_id, (*log)->Head().log_id);
}

TEST_F(SqliteRecordLogTest, DamageIsNoticedAfterACrash) {
  FillAndClose();
  Damage();
  // Marked as running, so that the start has to check.
  SQLite::Database(Path(), SQLite::OPEN_READWRITE).exec("UPDATE identity SET clean = 0");
  EXPECT_EQ(Open().status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(Open().status().code(), absl::StatusCode::kDataLoss) << "a start that failed vouches for nothing";
}

TEST_F(SqliteRecordLogTest, DamageMetWhileRunningIsLookedForAtTheNextStart) {
  FillAndClose();
  {
    const auto log = Open();
    ASSERT_TRUE(log.ok()) << log.status();
    Damage();
    EXPECT_EQ((*log)->Read(0, 1000, 10 << 20).status().code(), absl::StatusCode::kDataLoss);
  }
  EXPECT_EQ(Open().status().code(), absl::StatusCode::kDataLoss);
}

TEST_F(SqliteRecordLogTest, AStopEndsTheCheckAndTheNextStartChecks) {
  FillAndClose();
  const auto set_running = [&] {
    SQLite::Database(Path("log.db"), SQLite::OPEN_READWRITE).exec("UPDATE identity SET clean = 0");
  };
  const auto is_clean = [&] {
    return SQLite::Database(Path("log.db"), SQLite::OPEN_READONLY).execAndGet("SELECT clean FROM identity").getInt();
  };
  set_running();
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(SqliteRecordLog::Open({.path = Path("log.db"), .stop = stop.get_token()}).status().code(),
            absl::StatusCode::kAborted);
  EXPECT_EQ(is_clean(), 0);
  EXPECT_TRUE(Open().ok());
  EXPECT_EQ(is_clean(), 1);
}

TEST_F(SqliteRecordLogTest, AFullDiskRefusesWritesAndKeepsTheRest) {
  const auto log = Open();
  ASSERT_TRUE((*log)->Append(MakeIssue("p", "i", {{"a", "甲"}}), false).ok());
  // 20 MB do not fit below the limit set on this process's files.
  StoredIssue large = MakeIssue("p", "large", {});
  large.content.assign(20 << 20, 'x');
  struct rlimit unlimited, small = {1 << 20, RLIM_INFINITY};
  getrlimit(RLIMIT_FSIZE, &unlimited);
  small.rlim_max = unlimited.rlim_max;
  const auto previous = signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &small);
  const auto refused = (*log)->Append(large, false);
  setrlimit(RLIMIT_FSIZE, &unlimited);
  signal(SIGXFSZ, previous);
  EXPECT_FALSE(refused.ok());
  EXPECT_EQ((*log)->Head().last, 2u);
  EXPECT_FALSE((*log)->GetIssue(large.issue.name()).ok());
  EXPECT_EQ((*log)->GetRecords("publications/p/issues/i")->size(), 1u);
  EXPECT_TRUE((*log)->Append(large, false).ok()) << "once there is room again";
}

TEST_F(SqliteRecordLogTest, ReadsDoNotWaitForAWriter) {
  const auto log = Open();
  ASSERT_TRUE((*log)->Append(MakeIssue("p", "i", {{"a", "甲"}}), false).ok());
  SQLite::Database writer(Path(), SQLite::OPEN_READWRITE);
  writer.exec("BEGIN IMMEDIATE; UPDATE issues SET last_sequence = 77");
  EXPECT_EQ((*log)->Read(0, 10, 10000)->size(), 2u);
  EXPECT_TRUE((*log)->GetIssue("publications/p/issues/i").ok());
  writer.exec("ROLLBACK");
}

}  // namespace
}  // namespace broadsheet::ingest
