// WatchRecords of the query service over real sockets.
#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "tests/integration/query_service/query_fixture.h"

namespace broadsheet::query {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

// A stream that is read until what a test waits for has come.
class Watcher {
 public:
  Watcher(int port, const v1::WatchRecordsRequest& request)
      : stub_(v1::QueryService::NewStub(
            grpc::CreateChannel("127.0.0.1:" + std::to_string(port), grpc::InsecureChannelCredentials()))) {
    context_.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    stream_ = stub_->WatchRecords(&context_, request);
  }
  ~Watcher() { context_.TryCancel(); }

  // The ids of the next `count` changes; +id written, -id deleted.
  std::vector<std::string> Next(size_t count) {
    std::vector<std::string> changes;
    while (changes.size() < count && stream_->Read(&message_)) {
      for (const auto& change : message_.changes()) {
        const bool written = change.has_record_written();
        const std::string& name = written ? change.record_written().name() : change.record_deleted();
        changes.push_back((written ? "+" : "-") + name.substr(name.rfind('/') + 1));
      }
    }
    return changes;
  }
  const v1::WatchRecordsResponse& last() const { return message_; }
  bool Read() { return stream_->Read(&message_); }
  absl::Status Finish() {
    while (stream_->Read(&message_)) continue;
    return FromGrpc(stream_->Finish());
  }

 private:
  std::unique_ptr<v1::QueryService::Stub> stub_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<v1::WatchRecordsResponse>> stream_;
  v1::WatchRecordsResponse message_;
};

class WatchTest : public ::testing::Test {
 protected:
  WatchTest() : feed_("log-a") {
    server_ = *QueryServer::Start(QueryOptions(folder_, feed_.address()));
    client_ = std::make_unique<QueryClient>(server_->port());
    Append("2024-01-01", {{"a", "水稻育种基地"}, {"b", "小麦"}});
    Append("2024-01-02", {{"c", "水稻入仓"}});
    request_.set_query("水稻");
  }

  using Records = std::vector<std::pair<std::string, std::string>>;
  static Records Many(int count) {
    Records many;
    for (int i = 0; i < count; ++i) many.emplace_back("m" + std::to_string(i), "水稻");
    return many;
  }
  // Returns when it can be found.
  void Append(std::string_view issue, const Records& records) { client_->Find("", feed_.Append(issue, records)); }
  void Delete(std::string_view issue) { client_->Find("", feed_.Delete(issue)); }

  broadsheet::testing::TempDir folder_;
  TestFeed feed_;
  std::unique_ptr<QueryServer> server_;
  std::unique_ptr<QueryClient> client_;
  v1::WatchRecordsRequest request_;
};

TEST_F(WatchTest, FirstWhatIsThereThenWhatComesEachOnce) {
  Watcher watcher(server_->port(), request_);
  EXPECT_THAT(watcher.Next(2), ElementsAre("+c", "+a")) << "latest date first";
  EXPECT_TRUE(watcher.last().caught_up());
  EXPECT_EQ(watcher.last().changes(0).record_written().paragraphs_size(), 1) << "FULL unless asked otherwise";
  Append("2024-01-03", {{"d", "玉米"}, {"e", "水稻与玉米"}});
  EXPECT_THAT(watcher.Next(1), ElementsAre("+e"));
  EXPECT_EQ(watcher.last().freshness().logs_size(), 1);
}

TEST_F(WatchTest, ReplacementsAndDeletions) {
  Watcher watcher(server_->port(), request_);
  watcher.Next(2);
  Append("2024-01-01", {{"a", "水稻育种中心"}, {"b", "小麦"}});
  EXPECT_THAT(watcher.Next(1), ElementsAre("+a")) << "replaced, still matches";
  Append("2024-01-01", {{"a", "大豆"}, {"b", "水稻"}});
  EXPECT_THAT(watcher.Next(2), UnorderedElementsAre("-a", "+b")) << "one matches no more, another does now";
  Delete("2024-01-01");
  EXPECT_THAT(watcher.Next(1), ElementsAre("-b"));
}

// More than is looked at for one message lies between a version's end and the
// next one.
TEST_F(WatchTest, ARecordThatIsThereIsNotSaidToBeDeleted) {
  {
    Watcher watcher(server_->port(), request_);
    watcher.Next(2);
    request_.set_after(watcher.last().last_position());
  }
  Append("2024-01-01", {{"a", "水稻育种中心"}, {"b", "小麦"}});
  Append("2024-02-01", Many(250));
  Append("2024-01-01", {{"a", "水稻育种站"}, {"b", "小麦"}});
  Watcher watcher(server_->port(), request_);
  const auto changes = watcher.Next(251);
  EXPECT_THAT(changes, Not(Contains("-a")));
  EXPECT_THAT(changes, Contains("+a").Times(1));
}

// A log that is forgotten is one entry of the store's history.
TEST_F(WatchTest, RemovalsOfOneEntryComeInParts) {
  auto feed = std::make_unique<TestFeed>("log-b");
  const int port = feed->port();
  broadsheet::testing::TempDir folder;
  Options options = QueryOptions(folder, feed->address());
  server_ = *QueryServer::Start(options);
  client_ = std::make_unique<QueryClient>(server_->port());
  client_->Find("", feed->Append("2024-02-01", Many(450)));
  {
    Watcher watcher(server_->port(), request_);
    ASSERT_EQ(watcher.Next(450).size(), 450u);
    request_.set_after(watcher.last().last_position());
  }
  server_.reset();
  feed.reset();
  feed = std::make_unique<TestFeed>("log-c", port);
  feed->Append("2024-03-01", {{"z", "水稻"}});
  options.start_over = true;
  server_ = *QueryServer::Start(options);
  std::set<std::string> seen;
  while (seen.size() < 451) {
    Watcher watcher(server_->port(), request_);
    const auto changes = watcher.Next(1);
    ASSERT_THAT(changes, Not(IsEmpty()));
    EXPECT_LE(changes.size(), 200u);
    for (const std::string& change : changes) EXPECT_TRUE(seen.insert(change).second) << change << " again";
    request_.set_after(watcher.last().last_position());
  }
  EXPECT_TRUE(seen.contains("+z") && seen.contains("-m0") && seen.contains("-m449"));
}

TEST_F(WatchTest, GoesOnBehindAPosition) {
  std::string position;
  {
    Watcher watcher(server_->port(), request_);
    watcher.Next(2);
    position = watcher.last().last_position();
  }
  Append("2024-01-03", {{"e", "水稻与玉米"}});
  Delete("2024-01-02");
  request_.set_after(position);
  Watcher watcher(server_->port(), request_);
  EXPECT_THAT(watcher.Next(2), UnorderedElementsAre("+e", "-c"));

  // The same after a restart.
  server_.reset();
  server_ = *QueryServer::Start(QueryOptions(folder_, feed_.address()));
  Watcher again(server_->port(), request_);
  EXPECT_THAT(again.Next(2), UnorderedElementsAre("+e", "-c"));
}

TEST_F(WatchTest, ABreakWhileWhatIsThereIsSent) {
  Append("2024-02-01", Many(250));
  std::vector<std::string> seen;
  {
    Watcher watcher(server_->port(), request_);
    seen = watcher.Next(1);
    EXPECT_FALSE(watcher.last().caught_up());
    request_.set_after(watcher.last().last_position());
  }
  Append("2024-02-02", {{"new", "水稻"}});
  Watcher watcher(server_->port(), request_);
  const auto rest = watcher.Next(253 - seen.size());
  seen.insert(seen.end(), rest.begin(), rest.end());
  EXPECT_EQ(seen.back(), "+new");
  std::sort(seen.begin(), seen.end());
  EXPECT_EQ(std::unique(seen.begin(), seen.end()), seen.end());
  EXPECT_EQ(seen.size(), 253u);
}

TEST_F(WatchTest, GoesOnAtAnotherReplicaOfTheSameLog) {
  Append("2024-02-01", Many(250));
  std::vector<std::string> seen;
  const auto read = [&](int port, size_t count) {
    Watcher watcher(port, request_);
    const auto changes = watcher.Next(count);
    seen.insert(seen.end(), changes.begin(), changes.end());
    request_.set_after(watcher.last().last_position());
  };
  broadsheet::testing::TempDir other_folder;
  const auto other = *QueryServer::Start(QueryOptions(other_folder, feed_.address()));
  read(server_->port(), 1);
  read(other->port(), 252 - seen.size());  // the rest of what was there
  EXPECT_EQ(seen.size(), 252u);
  Append("2024-03-01", {{"x", "水稻"}, {"y", "小麦"}});
  Delete("2024-01-02");
  read(server_->port(), 2);
  Append("2024-03-02", {{"z", "水稻"}});
  read(other->port(), 1);
  std::sort(seen.begin(), seen.end());
  EXPECT_EQ(std::unique(seen.begin(), seen.end()), seen.end());
  EXPECT_EQ(seen.size(), 255u);
  EXPECT_THAT(seen, ::testing::IsSupersetOf({"+x", "-c", "+z"}));
}

// A position that this replica has not reached is no reason to start over.
TEST_F(WatchTest, AReplicaThatIsBehindSaysSo) {
  {
    Watcher watcher(server_->port(), request_);
    watcher.Next(2);
    request_.set_after(watcher.last().last_position());
  }
  broadsheet::testing::TempDir empty_folder;
  const auto empty = *QueryServer::Start(QueryOptions(empty_folder, "127.0.0.1:1"));
  EXPECT_EQ(ReasonOf(Watcher(empty->port(), request_).Finish()), "REPLICA_BEHIND");
}

TEST_F(WatchTest, RefusesPositionsThatAreNotItsOwn) {
  for (const char* text : {"x", "AAAA"}) {
    request_.set_after(text);
    EXPECT_EQ(ReasonOf(Watcher(server_->port(), request_).Finish()), "BAD_POSITION");
  }
  request_.clear_after();
  Watcher watcher(server_->port(), request_);
  watcher.Next(2);
  const std::string position = watcher.last().last_position();
  request_.set_after(position);
  request_.set_query("小麦");
  EXPECT_EQ(ReasonOf(Watcher(server_->port(), request_).Finish()), "BAD_POSITION") << "of another query";

  request_.set_query("水稻");
  TestFeed other_feed("log-b");
  broadsheet::testing::TempDir other_folder;
  const auto other = *QueryServer::Start(QueryOptions(other_folder, other_feed.address()));
  QueryClient(other->port()).Find("", other_feed.Append("2024-01-01", {{"z", "水稻"}}));
  EXPECT_EQ(ReasonOf(Watcher(other->port(), request_).Finish()), "FOREIGN_LOG");
  request_.clear_after();
  request_.set_filter("nothing = 1");
  EXPECT_EQ(ReasonOf(Watcher(server_->port(), request_).Finish()), "BAD_FILTER");
}

TEST_F(WatchTest, NothingThereYetIsSaidAtOnce) {
  request_.set_query("无此词");
  Watcher watcher(server_->port(), request_);
  ASSERT_TRUE(watcher.Read());
  EXPECT_THAT(watcher.last().changes(), IsEmpty());
  EXPECT_TRUE(watcher.last().caught_up());
  EXPECT_NE(watcher.last().last_position(), "");
}

TEST_F(WatchTest, DrainEndsIt) {
  Watcher watcher(server_->port(), request_);
  watcher.Next(2);
  std::thread drain([&] { server_->Drain(); });
  EXPECT_EQ(ReasonOf(watcher.Finish()), "DRAINING");
  drain.join();
}

}  // namespace
}  // namespace broadsheet::query
