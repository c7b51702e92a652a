// A replica is SERVING once its answers are whole.
#include <grpcpp/create_channel.h>
#include <gtest/gtest.h>

#include <optional>
#include <thread>

#include "grpc/health/v1/health.grpc.pb.h"
#include "tests/integration/query_service/query_fixture.h"

namespace broadsheet::query {
namespace {

using grpc::health::v1::HealthCheckResponse;

bool IsServing(const QueryServer& server) {
  const auto channel =
      grpc::CreateChannel("127.0.0.1:" + std::to_string(server.port()), grpc::InsecureChannelCredentials());
  grpc::ClientContext context;
  HealthCheckResponse response;
  const auto status = grpc::health::v1::Health::NewStub(channel)->Check(&context, {}, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response.status() == HealthCheckResponse::SERVING;
}

bool BecomesServing(const QueryServer& server) {
  for (int i = 0; i < 600; ++i) {
    if (IsServing(server)) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
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
    feed.emplace(log, port);
    ASSERT_TRUE(BecomesServing(**server));
    EXPECT_EQ(QueryClient((*server)->port()).Find("水").size(), 2u);
  }
  feed.reset();
  const auto server = QueryServer::Start(options);
  ASSERT_TRUE(server.ok()) << server.status();
  EXPECT_TRUE(BecomesServing(**server)) << "with what it has, when there is no feed";
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

}  // namespace
}  // namespace broadsheet::query
