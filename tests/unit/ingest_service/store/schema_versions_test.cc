// A file of every earlier version of the schema opens with all that is in it.
#include <SQLiteCpp/Database.h>
#include <gtest/gtest.h>

#include <string>

#include "common/sqlite/sqlite.h"
#include "ingest_service/store/sqlite_record_log.h"
#include "ingest_service/store/sqlite_schema.h"
#include "tests/support/child_process.h"
#include "tests/support/stored_issues.h"

namespace broadsheet::ingest {
namespace {

// What a release with version 1 wrote; later versions add to it.
constexpr char kContent[] = R"sql(
INSERT INTO identity (log_id, clean) VALUES ('log-of-then', 1);
INSERT INTO issues (id, name, content_sha256, issue, last_sequence) VALUES (1, 'publications/p/issues/i', 'aa', x'', 1);
INSERT INTO uploads (issue_id, content, account) VALUES (1, CAST('text of then' AS BLOB), x'');
INSERT INTO entries (sequence, kind, name, payload, commit_time) VALUES (1, 2, 'publications/p/issues/i', x'', 5);
)sql";
// Until version 4, and since.
constexpr char kAnsweredRequest[] =
    "INSERT INTO requests (request_id, content_sha256, issue, last_sequence, create_time) "
    "VALUES ('r', 'aa', x'', 1, 5)";
constexpr char kRequestOfIssue[] =
    "INSERT INTO requests (request_id, content_sha256, issue_id, create_time) VALUES ('r', 'aa', 1, 5)";

TEST(SchemaVersionsTest, EachEarlierOneOpens) {
  const sqlite::Schema newest = RecordLogSchema();
  for (size_t version = 1; version <= newest.steps.size(); ++version) {
    SCOPED_TRACE(version);
    const testing::TempDir folder;
    const std::string path = folder / "log.db";
    {
      auto database = sqlite::OpenWriter(path, sqlite::Durability::kFull);
      ASSERT_TRUE(sqlite::Migrate(**database, {newest.application_id, newest.steps.first(version)}).ok());
      (*database)->exec(kContent);
      (*database)->exec(version < 5 ? kAnsweredRequest : kRequestOfIssue);
    }
    const auto log = SqliteRecordLog::Open({.path = path});
    ASSERT_TRUE(log.ok()) << log.status();
    EXPECT_EQ((*log)->Head().log_id, "log-of-then");
    EXPECT_EQ((*log)->Read(0, 10, 1000)->size(), 1u);
    EXPECT_EQ(*(*log)->GetContent("publications/p/issues/i"), "text of then");
    EXPECT_FALSE((*log)->ReadIssue("publications/p/issues/i", {.content = true})->described) << "it is not known";
    EXPECT_TRUE((*log)->FindRequest("r", "aa")->has_value());
    EXPECT_EQ((*log)->Append(MakeIssue("p", "j", {{"a", "甲"}}), false)->last, 3u);
    EXPECT_EQ(SQLite::Database(path).execAndGet("PRAGMA user_version").getInt(), static_cast<int>(newest.steps.size()));
  }
}

// Of versions that kept every payload.
TEST(SchemaVersionsTest, WhatWasReplacedOrDeletedBeforeIsSuperseded) {
  const sqlite::Schema newest = RecordLogSchema();
  const testing::TempDir folder;
  const std::string path = folder / "log.db";
  {
    auto database = sqlite::OpenWriter(path, sqlite::Durability::kFull);
    ASSERT_TRUE(sqlite::Migrate(**database, {newest.application_id, newest.steps.first(4)}).ok());
    (*database)->exec(R"sql(
INSERT INTO identity (log_id, clean) VALUES ('log-of-then', 1);
INSERT INTO entries (sequence, kind, name, payload, commit_time, checksum) VALUES
  (1, 2, 'i', CAST('gone' AS BLOB), 11, 1), (2, 0, 'i/a', CAST('kept' AS BLOB), 12, 2),
  (3, 0, 'i/b', CAST('gone' AS BLOB), 13, 3), (4, 2, 'i', CAST('kept' AS BLOB), 14, 4),
  (5, 0, 'i/b', CAST('kept' AS BLOB), 15, 5), (6, 2, 'j', CAST('gone' AS BLOB), 16, 6),
  (7, 0, 'j/a', CAST('gone' AS BLOB), 17, 7), (8, 1, 'j/a', x'', 18, 8), (9, 3, 'j', x'', 19, 9);
INSERT INTO issues (id, name, content_sha256, issue, last_sequence) VALUES (1, 'i', 'aa', x'', 5);
INSERT INTO uploads (issue_id, content, account) VALUES (1, x'', x'');
INSERT INTO records (issue_id, name, ordinal, sequence) VALUES (1, 'i/a', 0, 2), (1, 'i/b', 1, 5);
INSERT INTO requests (request_id, content_sha256, issue, last_sequence, create_time)
  VALUES ('of-i', 'aa', x'', 5, 5), ('of-j', 'bb', x'', 7, 5);
)sql");
  }
  const auto log = SqliteRecordLog::Open({.path = path});
  ASSERT_TRUE(log.ok()) << log.status();
  const auto entries = (*log)->Read(0, 100, 10000);
  ASSERT_EQ(entries->size(), 9u);
  std::string kinds;
  for (const LogEntry& entry : *entries) {
    kinds += std::to_string(static_cast<int>(entry.kind));
    EXPECT_EQ(absl::ToUnixMicros(entry.commit_time), static_cast<int64_t>(10 + entry.sequence));
    EXPECT_NE(entry.payload, "gone");
  }
  EXPECT_EQ(kinds, "404204413");
  EXPECT_TRUE((*log)->FindRequest("of-i", "aa")->has_value());
  EXPECT_FALSE((*log)->FindRequest("of-j", "bb")->has_value());
  EXPECT_EQ((*log)->Delete("i").value(), 12u);
  EXPECT_EQ((*log)->Read(3, 1, 10000)->front().kind, LogEntry::Kind::kSuperseded);
}

}  // namespace
}  // namespace broadsheet::ingest
