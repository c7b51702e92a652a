#include "query_service/follower/feed_follower.h"

#include <SQLiteCpp/Database.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <thread>

#include "common/feed/position.h"
#include "query_service/index/scan_index.h"
#include "query_service/store/sqlite_record_store.h"
#include "tests/support/child_process.h"
#include "tests/support/feed_entries.h"
#include "tests/support/scripted_feed.h"

namespace broadsheet::query {
namespace {

// Each call brings a message, and it cannot be applied: what a full disk does.
TEST(FeedFollowerTest, AMessageThatCannotBeAppliedDoesNotEndTheBackoff) {
  std::atomic<int> calls = 0;
  broadsheet::testing::ScriptedFeed feed([&](Call&, const auto&, const auto& send) {
    ++calls;
    feed::v1::WatchRecordsResponse message;
    *message.mutable_entries() = Entries({Deleted("p/i/a")});
    message.set_log_id(std::string(kTestLog));
    message.set_first_position("none");
    send(message);
    return absl::OkStatus();
  });
  const broadsheet::testing::TempDir folder;
  const auto store = *SqliteRecordStore::Open({.path = folder / "store.db"});
  const auto index = MakeScanIndex();
  Applier applier(*store, *index, {});
  ProgressBoard board;
  const auto start = std::chrono::steady_clock::now();
  FollowerOptions options = {.address = feed.address(), .channel = feed.channel()};
  options.first_backoff = absl::Milliseconds(1);
  options.longest_backoff = absl::Hours(1);
  auto follower = FeedFollower::Start(options, *store, applier, board);
  ASSERT_TRUE(follower.ok()) << follower.status();
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  follower->reset();
  const std::chrono::duration<double, std::milli> passed = std::chrono::steady_clock::now() - start;
  // The pauses before n calls are at least half of 1 + 2 + … + 2^(n - 2) ms.
  EXPECT_LE(calls, 2 + std::log2(2 * passed.count() + 1));
  EXPECT_GE(calls, 1);
}

TEST(FeedFollowerTest, WhatCannotBeAppliedCountsAsLag) {
  broadsheet::testing::ScriptedFeed feed([&](Call& call, const auto&, const auto& send) {
    feed::v1::WatchRecordsResponse message;
    *message.mutable_entries() = Entries({Deleted("p/i/a")});
    message.set_log_id(std::string(kTestLog));
    message.set_first_position(FormatPosition(kTestLog, 1));
    message.set_last_position(FormatPosition(kTestLog, 1));
    message.set_head_position(FormatPosition(kTestLog, 9));
    send(message);
    while (!call.cancelled()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return absl::OkStatus();
  });
  const broadsheet::testing::TempDir folder;
  const auto store = *SqliteRecordStore::Open({.path = folder / "store.db"});
  SQLite::Database(folder / "store.db", SQLite::OPEN_READWRITE).exec("ALTER TABLE records RENAME TO lost");
  const auto index = MakeScanIndex();
  Applier applier(*store, *index, {});
  ProgressBoard board;
  const auto follower =
      FeedFollower::Start({.address = feed.address(), .channel = feed.channel()}, *store, applier, board);
  ASSERT_TRUE(follower.ok()) << follower.status();
  LogProgress progress;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (progress.problem.empty() && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    progress = board.Snapshot()[0];
  }
  EXPECT_NE(progress.problem, "");
  EXPECT_EQ(progress.position, 0u);
  EXPECT_EQ(progress.head, 9u);
  EXPECT_EQ(progress.lag, 9u);
}

}  // namespace
}  // namespace broadsheet::query
