// The query service as a follower: what the feed has is found, once, whatever
// happens to either side.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "common/logging/log.h"
#include "tests/integration/query_service/query_fixture.h"

namespace broadsheet::query {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Asks until it is so, for at most half a minute.
template <typename Condition>
bool Eventually(Condition condition) {
  for (int i = 0; i < 600; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

TEST(FollowTest, WritesReplacesDeletes) {
  const broadsheet::testing::TempDir folder;
  TestFeed feed("log-a");
  const auto server = QueryServer::Start(QueryOptions(folder, feed.address()));
  ASSERT_TRUE(server.ok()) << server.status();
  QueryClient client((*server)->port());
  EXPECT_THAT(client.Find("水稻", feed.Append("i1", {{"a", "水稻熟了"}, {"b", "小麥"}})), ElementsAre("a"));
  EXPECT_THAT(client.Find("小麦"), ElementsAre("b")) << "folded";
  EXPECT_THAT(client.Find("水稻", feed.Append("i1", {{"a", "棉花"}, {"c", "水稻入仓"}})), ElementsAre("c"));
  EXPECT_THAT(client.Find("小麦"), IsEmpty());
  EXPECT_THAT(client.Find("", feed.Delete("i1")), IsEmpty());
  const auto status = client.Status();
  ASSERT_EQ(status.freshness().logs_size(), 1);
  const auto& log = status.freshness().logs(0);
  EXPECT_EQ(log.log_id(), "log-a");
  EXPECT_EQ(log.position(), log.head_position());
  EXPECT_EQ(log.lag_entries(), 0);
  EXPECT_TRUE(log.connected());
  EXPECT_EQ(log.problem(), "");
  EXPECT_EQ(status.issue_count(), 0);
}

TEST(FollowTest, GoesOnAfterARestartOfEitherSide) {
  const broadsheet::testing::TempDir folder;
  auto feed = std::make_unique<TestFeed>("log-a");
  const int port = feed->port();
  const auto log = feed->log();
  const Options options = QueryOptions(folder, feed->address());
  {
    const auto server = QueryServer::Start(options);
    ASSERT_TRUE(server.ok()) << server.status();
    QueryClient client((*server)->port());
    EXPECT_THAT(client.Find("水", feed->Append("i1", {{"a", "水"}})), ElementsAre("a"));
    feed.reset();
    EXPECT_TRUE(Eventually([&] { return !client.Status().freshness().logs(0).connected(); }));
    EXPECT_NE(client.Status().freshness().logs(0).problem(), "");
    EXPECT_THAT(client.Find("水"), ElementsAre("a")) << "goes on serving";
  }
  // The same log again, with more in it.
  feed = std::make_unique<TestFeed>(log, port);
  const auto server = QueryServer::Start(options);
  ASSERT_TRUE(server.ok()) << server.status();
  QueryClient client((*server)->port());
  EXPECT_THAT(client.Find("水"), ElementsAre("a")) << "before the feed is reached";
  EXPECT_THAT(client.Find("水", feed->Append("i2", {{"b", "水"}})), ElementsAre("a", "b"));
}

// The index is made anew from the store, the store from the feed.
TEST(FollowTest, WhatIsLostIsMadeAnew) {
  namespace fs = std::filesystem;
  const broadsheet::testing::TempDir folder;
  TestFeed feed("log-a");
  const Options options = QueryOptions(folder, feed.address());
  const std::string last = [&] {
    feed.Append("i1", {{"a", "水"}, {"b", "火"}});
    return feed.Append("i1", {{"a", "水"}, {"c", "水"}});
  }();
  const auto expect_all = [&](const char* lost) {
    const auto server = QueryServer::Start(options);
    ASSERT_TRUE(server.ok()) << lost << ": " << server.status();
    QueryClient client((*server)->port());
    EXPECT_THAT(client.Find("水", last), ElementsAre("a", "c")) << lost;
    EXPECT_THAT(client.Find("火"), IsEmpty()) << lost;
  };
  expect_all("nothing");
  fs::remove_all(folder / "query/index");
  expect_all("the index");
  for (const char* file : {"store.db", "store.db-wal", "store.db-shm"})
    fs::remove(folder / (std::string("query/") + file));
  expect_all("the store");
  for (const auto& entry : fs::recursive_directory_iterator(folder / "query/index")) {
    if (entry.is_regular_file()) fs::resize_file(entry.path(), fs::file_size(entry.path()) / 2);
  }
  ::testing::internal::CaptureStderr();
  expect_all("half of each of the index's files");
  FlushLog();
  EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("made anew from the store")) << "in so many words";
}

TEST(FollowTest, AnotherLogIsNotMixedIn) {
  const broadsheet::testing::TempDir folder;
  auto feed = std::make_unique<TestFeed>("log-a");
  const int port = feed->port();
  Options options = QueryOptions(folder, feed->address());
  {
    const auto server = QueryServer::Start(options);
    ASSERT_TRUE(server.ok()) << server.status();
    QueryClient client((*server)->port());
    EXPECT_THAT(client.Find("水", feed->Append("i1", {{"a", "水"}})), ElementsAre("a"));
    feed.reset();
    feed = std::make_unique<TestFeed>("log-b", port);
    feed->Append("i9", {{"z", "水"}});
    EXPECT_TRUE(Eventually([&] {
      const std::string problem = client.Status().freshness().logs(0).problem();
      return problem.starts_with("FOREIGN_LOG: ") && problem.find("--start-over") != std::string::npos;
    }));
    EXPECT_THAT(client.Find("水"), ElementsAre("a"));
  }
  options.start_over = true;
  const auto server = QueryServer::Start(options);
  ASSERT_TRUE(server.ok()) << server.status();
  QueryClient client((*server)->port());
  EXPECT_TRUE(Eventually([&] {
    const auto status = client.Status().freshness().logs(0);
    EXPECT_FALSE(status.head_position().starts_with(":")) << "of the former log, and of no log";
    return client.Find("水") == std::vector<std::string>{"z"};
  }));
  EXPECT_EQ(client.Status().freshness().logs(0).log_id(), "log-b");
}

// The files of an older copy, put back by hand, and new issues since.
TEST(FollowTest, AnOlderCopyThatHasGrownIsNotMixedIn) {
  const broadsheet::testing::TempDir folder;
  auto feed = std::make_unique<TestFeed>("log-a");
  const int port = feed->port();
  Options options = QueryOptions(folder, feed->address());
  {
    const auto server = QueryServer::Start(options);
    ASSERT_TRUE(server.ok()) << server.status();
    QueryClient client((*server)->port());
    EXPECT_THAT(client.Find("水", feed->Append("i1", {{"lost", "水"}})), ElementsAre("lost"));
  }
  feed.reset();
  feed = std::make_unique<TestFeed>("log-a", port);
  for (const char* issue : {"i2", "i3"}) feed->Append(issue, {{std::string(issue), "水"}});
  {
    const auto server = QueryServer::Start(options);
    ASSERT_TRUE(server.ok()) << server.status();
    QueryClient client((*server)->port());
    EXPECT_TRUE(Eventually(
        [&] { return client.Status().freshness().logs(0).problem().find("--start-over") != std::string::npos; }));
    EXPECT_THAT(client.Find("水"), ElementsAre("lost"));
  }
  options.start_over = true;
  const auto server = QueryServer::Start(options);
  ASSERT_TRUE(server.ok()) << server.status();
  QueryClient client((*server)->port());
  EXPECT_TRUE(Eventually([&] { return client.Find("水") == std::vector<std::string>{"i2", "i3"}; }));
}

TEST(FollowTest, SeveralFeeds) {
  const broadsheet::testing::TempDir folder;
  TestFeed one("log-a"), two("log-b");
  Options options = QueryOptions(folder, one.address());
  options.ingest_addresses += "," + two.address();
  const auto server = QueryServer::Start(options);
  ASSERT_TRUE(server.ok()) << server.status();
  QueryClient client((*server)->port());
  client.Find("水", one.Append("i1", {{"a", "水"}}));
  EXPECT_THAT(client.Find("水", two.Append("i2", {{"b", "水"}})), ElementsAre("a", "b"));
  EXPECT_EQ(client.Status().freshness().logs_size(), 2);
}

TEST(FollowTest, MinPositionWaitsUpToTheDeadline) {
  const broadsheet::testing::TempDir folder;
  TestFeed feed("log-a");
  const auto server = QueryServer::Start(QueryOptions(folder, feed.address()));
  ASSERT_TRUE(server.ok()) << server.status();
  QueryClient client((*server)->port());
  client.Find("水", feed.Append("i1", {{"a", "水"}}));
  v1::SearchRecordsRequest request;
  request.set_min_position("nonsense");
  EXPECT_EQ(MetadataOf(client.Search(request).status(), "field"), "min_position");
  request.set_min_position("log-z:1");
  EXPECT_EQ(ReasonOf(client.Search(request).status()), "FOREIGN_LOG");
  request.set_min_position("log-a:3");
  const auto late = client.Search(request, 300);
  EXPECT_EQ(late.status().code(), absl::StatusCode::kDeadlineExceeded);
  std::jthread writer([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    feed.Append("i2", {{"b", "水"}});
  });
  EXPECT_TRUE(client.Search(request).ok());
}

// kill -9 at any moment: nothing is missing, nothing is there twice.
TEST(FollowTest, KilledWhileItFollows) {
  const broadsheet::testing::TempDir folder;
  TestFeed feed("log-a");
  std::vector<std::string> expected;
  std::string last;
  for (int round = 0; round < 6; ++round) {
    const std::string ports = folder / ("ports" + std::to_string(round));
    broadsheet::testing::ChildProcess process({BROADSHEET_QUERY_SERVICE, "--data-dir", folder / "query",
                                               "--ingest-addresses", feed.address(), "--port-file", ports},
                                              folder / "log");
    const std::string line = broadsheet::testing::WaitForLine(ports, process);
    ASSERT_EQ(line.substr(0, 5), "grpc ") << std::ifstream(folder / "log").rdbuf();
    for (int n = 0; n < 40; ++n) {
      const std::string issue = "i" + std::to_string(round * 100 + n);
      feed.Append(issue, {{issue + "-a", "水"}, {issue + "-old", "水"}});
      last = feed.Append(issue, {{issue + "-a", "水火"}, {issue + "-b", "水"}});
      expected.insert(expected.end(), {issue + "-a", issue + "-b"});
    }
    std::sort(expected.begin(), expected.end());
    if (round < 5) {
      std::this_thread::sleep_for(std::chrono::milliseconds(round * 15));
      process.Kill();
      continue;
    }
    QueryClient client(std::stoi(line.substr(5)));
    EXPECT_EQ(client.Find("水", last), expected);
    EXPECT_EQ(client.Status().record_count(), static_cast<int64_t>(expected.size()));
  }
}

}  // namespace
}  // namespace broadsheet::query
