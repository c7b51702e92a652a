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

// What a release with version 1 wrote; later versions only add to it.
constexpr char kContent[] = R"sql(
INSERT INTO identity (log_id, clean) VALUES ('log-of-then', 1);
INSERT INTO issues (id, name, content_sha256, issue, last_sequence) VALUES (1, 'publications/p/issues/i', 'aa', x'', 1);
INSERT INTO uploads (issue_id, content, account) VALUES (1, CAST('text of then' AS BLOB), x'');
INSERT INTO entries (sequence, kind, name, payload, commit_time) VALUES (1, 2, 'publications/p/issues/i', x'', 5);
INSERT INTO requests (request_id, content_sha256, issue, last_sequence, create_time) VALUES ('r', 'aa', x'', 1, 5);
)sql";

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

}  // namespace
}  // namespace broadsheet::ingest
