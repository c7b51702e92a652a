// A replica is SERVING once its answers are whole.
#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <prometheus/registry.h>

#include <atomic>
#include <optional>
#include <thread>

#include "grpc/health/v1/health.grpc.pb.h"
#include "tests/integration/query_service/query_fixture.h"
#include "tests/support/feed_entries.h"
#include "tests/support/scripted_feed.h"

namespace broadsheet::query {
namespace {

using feed::v1::WatchRecordsResponse;
using grpc::health::v1::HealthCheckResponse;
using ::testing::HasSubstr;
using ::testing::StartsWith;

bool IsServing(const QueryServer& server) {
  const auto channel =
      grpc::CreateChannel("127.0.0.1:" + std::to_string(server.port()), grpc::InsecureChannelCredentials());
  grpc::ClientContext context;
  HealthCheckResponse response;
  const auto status = grpc::health::v1::Health::NewStub(channel)->Check(&context, {}, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response.status() == HealthCheckResponse::SERVING;
}

bool Becomes(bool serving, const QueryServer& server) {
  for (int i = 0; i < 600; ++i) {
    if (IsServing(server) == serving) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

bool BecomesServing(const QueryServer& server) { return Becomes(true, server); }

WatchRecordsResponse MessageOf(std::string_view log, uint64_t sequence, uint64_t head) {
  const std::string id = "r" + std::to_string(sequence);
  WatchRecordsResponse message;
  *message.mutable_entries() = Entries({Written(MakeRecord("delta/i/" + id, "水", "文"))});
  message.set_log_id(std::string(log));
  message.set_first_position(FormatPosition(log, sequence));
  message.set_last_position(FormatPosition(log, sequence));
  message.set_head_position(FormatPosition(log, head));
  return message;
}

// The feed of log-b with two entries, the second once `released`; it knows no
// other log.
broadsheet::testing::ScriptedFeed::Watch HalfAFeed(const std::atomic<bool>& released) {
  return [&released](Call& call, const feed::v1::WatchRecordsRequest& request, const auto& send) -> absl::Status {
    if (request.after().starts_with("log-a")) {
      return Error(absl::StatusCode::kFailedPrecondition, "FOREIGN_LOG", "this is log-b");
    }
    if (request.after().empty()) send(MessageOf("log-b", 1, 2));
    while (call.CheckAlive().ok()) {
      if (released) send(MessageOf("log-b", 2, 2));
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return absl::OkStatus();
  };
}

TEST(ReadinessTest, ANewReplicaServesWhenItHasFollowedTheWholeLog) {
  const broadsheet::testing::TempDir folder;
  std::optional<TestFeed> feed(std::in_place, "log-a");
  const int port = feed->port();
  const auto log = feed->log();
  const std::string last = feed->Append("i1", {{"a", "水"}, {"b", "水"}});
  Options options = QueryOptions(folder, feed->address());
  options.feed_patience = absl::ZeroDuration();
  feed.reset();
  {
    const auto server = QueryServer::Start(options);
    ASSERT_TRUE(server.ok()) << server.status();
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    EXPECT_FALSE(IsServing(**server)) << "it has nothing";
    httplib::Client admin("127.0.0.1", (*server)->admin_port());
    EXPECT_THAT(admin.Get("/readyz")->body, StartsWith("not ready: " + options.ingest_addresses + ": never reached"));
    EXPECT_THAT(admin.Get("/statusz")->body, HasSubstr(R"("waits_for":")" + options.ingest_addresses));
    feed.emplace(log, port);
    ASSERT_TRUE(BecomesServing(**server));
    EXPECT_EQ(QueryClient((*server)->port()).Find("水").size(), 2u);
  }
  feed.reset();
  const auto server = QueryServer::Start(options);
  ASSERT_TRUE(server.ok()) << server.status();
  EXPECT_TRUE(BecomesServing(**server)) << "with what it has, when there is no feed";
}

// Opening store and index takes long where they are large; probes are answered.
TEST(ReadinessTest, TheAdminPortIsOpenedBeforeTheStore) {
  const auto other = Server::Create({}, std::make_shared<prometheus::Registry>());
  ASSERT_TRUE(other.ok()) << other.status();
  Options options;
  options.data_dir = "/dev/null/store";
  EXPECT_EQ(ReasonOf(QueryServer::Start(options).status()), "DATA_DIR_UNUSABLE");
  options.server.admin_address = "127.0.0.1:" + std::to_string((*other)->admin_port());
  EXPECT_EQ(ReasonOf(QueryServer::Start(options).status()), "CANNOT_LISTEN");
}

TEST(ReadinessTest, ANewPairServes) {
  const broadsheet::testing::TempDir folder;
  const TestFeed feed("log-a");
  Options options = QueryOptions(folder, feed.address());
  options.feed_patience = absl::InfiniteDuration();
  const auto server = QueryServer::Start(options);
  ASSERT_TRUE(server.ok()) << server.status();
  EXPECT_TRUE(BecomesServing(**server));
}

TEST(ReadinessTest, AReplicaThatStartsOverIsNotAsked) {
  const broadsheet::testing::TempDir folder;
  std::optional<TestFeed> old(std::in_place, "log-a");
  const int port = old->port();
  const std::string last = old->Append("i1", {{"a", "水"}});
  Options options = QueryOptions(folder, old->address());
  options.start_over = true;
  options.feed_patience = absl::ZeroDuration();
  const auto server = QueryServer::Start(options);
  ASSERT_TRUE(server.ok()) << server.status();
  ASSERT_TRUE(BecomesServing(**server));
  QueryClient client((*server)->port());
  ASSERT_EQ(client.Find("水", last).size(), 1u);
  old.reset();
  std::atomic<bool> released = false;
  const broadsheet::testing::ScriptedFeed feed(HalfAFeed(released), port);
  ASSERT_TRUE(Becomes(false, **server)) << "it was emptied";
  client.Find("水", FormatPosition("log-b", 1));
  EXPECT_FALSE(IsServing(**server)) << "with half of the log";
  released = true;
  EXPECT_TRUE(BecomesServing(**server));
  EXPECT_EQ(client.Find("水"), (std::vector<std::string>{"r1", "r2"}));
}

TEST(ReadinessTest, APartOfALogIsNotServedAfterARestartEither) {
  const broadsheet::testing::TempDir folder;
  const std::atomic<bool> released = false;
  auto feed = std::make_unique<broadsheet::testing::ScriptedFeed>(HalfAFeed(released));
  Options options = QueryOptions(folder, feed->address());
  options.feed_patience = absl::ZeroDuration();
  {
    const auto server = QueryServer::Start(options);
    ASSERT_TRUE(server.ok()) << server.status();
    QueryClient((*server)->port()).Find("水", FormatPosition("log-b", 1));
  }
  feed.reset();
  const auto server = QueryServer::Start(options);
  ASSERT_TRUE(server.ok()) << server.status();
  EXPECT_EQ(QueryClient((*server)->port()).Find("水").size(), 1u) << "it has half of the log";
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  EXPECT_FALSE(IsServing(**server));
}

}  // namespace
}  // namespace broadsheet::query
