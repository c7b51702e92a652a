// What reaches the disk when the store is synced: SQLite calls the fdatasync and
// fsync of this program.
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Transaction.h>
#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>

#include "query_service/store/sqlite_record_store.h"
#include "tests/support/child_process.h"
#include "tests/support/feed_entries.h"

namespace {

std::atomic<int> log_syncs = 0;

void Count(int file) {
  std::error_code error;
  const auto path = std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(file), error);
  if (path.native().ends_with("-wal")) ++log_syncs;
}

}  // namespace

extern "C" int fdatasync(int file) {
  Count(file);
  return static_cast<int>(syscall(SYS_fdatasync, file));
}

extern "C" int fsync(int file) {
  Count(file);
  return static_cast<int>(syscall(SYS_fsync, file));
}

namespace broadsheet::query {
namespace {

TEST(SqliteSyncTest, TheLogIsSyncedWhateverReadersDo) {
  const broadsheet::testing::TempDir folder;
  const std::string path = folder / "store.db";
  const auto store = *SqliteRecordStore::Open({.path = path});
  const int64_t log = store->OpenLog("ingest-a:1")->key;
  const auto apply = [&](uint64_t first) {
    EntryList entries = Entries({Written(MakeRecord("p/i/" + std::to_string(first), "甲", "文"))});
    return store->Apply({log, std::string(kTestLog), first, &entries}).ok();
  };
  ASSERT_TRUE(apply(1));
  ASSERT_TRUE(store->Sync().ok());
  // A reader of the state that is there: a checkpoint cannot go beyond it.
  SQLite::Database reader(path, SQLite::OPEN_READONLY);
  const SQLite::Transaction state(reader);
  ASSERT_EQ(reader.execAndGet("SELECT count(*) FROM records").getInt(), 1);
  ASSERT_TRUE(apply(2));
  for (int i = 0; i < 2; ++i) {
    const int before = log_syncs;
    ASSERT_TRUE(store->Sync().ok());
    EXPECT_GT(log_syncs, before);
    ASSERT_TRUE(apply(3 + static_cast<uint64_t>(i)));
  }
}

}  // namespace
}  // namespace broadsheet::query
