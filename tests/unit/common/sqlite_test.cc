#include "common/sqlite/sqlite.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "common/status/error.h"

namespace broadsheet::sqlite {
namespace {

constexpr const char* kSteps[] = {"CREATE TABLE a (x INTEGER PRIMARY KEY)", "INSERT INTO a VALUES (7)"};
constexpr const char* kFailing[] = {"CREATE TABLE a (x INTEGER PRIMARY KEY)",
                                    "INSERT INTO a VALUES (1); SELECT nonsense"};
constexpr int32_t kApplication = 0x42534854;

TEST(SqliteTest, MigratesFromEachVersionAndOnlyOnce) {
  for (size_t from = 0; from <= 2; ++from) {
    SQLite::Database database(":memory:", SQLite::OPEN_READWRITE);
    ASSERT_TRUE(Migrate(database, {kApplication, std::span(kSteps).first(from)}).ok());
    ASSERT_TRUE(Migrate(database, {kApplication, kSteps}).ok());
    ASSERT_TRUE(Migrate(database, {kApplication, kSteps}).ok());
    EXPECT_EQ(database.execAndGet("SELECT sum(x) FROM a").getInt(), 7);
  }
}

TEST(SqliteTest, AStepThatFailsLeavesTheVersionBefore) {
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE);
  EXPECT_EQ(Migrate(database, {kApplication, kFailing}).code(), absl::StatusCode::kInternal);
  EXPECT_EQ(database.execAndGet("PRAGMA user_version").getInt(), 1);
  EXPECT_EQ(database.execAndGet("SELECT count(*) FROM a").getInt(), 0);
}

TEST(SqliteTest, RefusesFilesOfOthersAndOfNewerVersions) {
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE);
  ASSERT_TRUE(Migrate(database, {kApplication, kSteps}).ok());
  EXPECT_EQ(ReasonOf(Migrate(database, {kApplication + 1, kSteps})), "FOREIGN_DATABASE");
  EXPECT_EQ(ReasonOf(Migrate(database, {kApplication, std::span(kSteps).first(1)})), "NEWER_SCHEMA");
  SQLite::Database other(":memory:", SQLite::OPEN_READWRITE);
  other.exec("CREATE TABLE theirs (x)");
  EXPECT_EQ(ReasonOf(Migrate(other, {kApplication, kSteps})), "FOREIGN_DATABASE");
}

TEST(SqliteTest, AFullDatabaseIsAResourceThatCanBeFreed) {
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE);
  database.exec("CREATE TABLE a (x); PRAGMA max_page_count = 2");
  const absl::Status status = Guard("filling", [&]() -> absl::Status {
    database.exec("INSERT INTO a VALUES (zeroblob(100000))");
    return absl::OkStatus();
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(status), "STORAGE_FULL");
}

TEST(SqliteTest, SomethingThatIsNoDatabaseIsDataLoss) {
  const std::string path = testing::TempDir() + "/no_database";
  std::filesystem::remove(path);
  FILE* file = fopen(path.c_str(), "w");
  for (int i = 0; i < 2000; ++i) fputs("not a database\n", file);
  fclose(file);
  EXPECT_EQ(OpenWriter(path, Durability::kFull).status().code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace broadsheet::sqlite
