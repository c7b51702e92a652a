#include "common/server/server.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <prometheus/registry.h>
#include <sys/socket.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "broadsheet/feed/v1/feed_service.grpc.pb.h"
#include "common/grpc/status.h"
#include "common/status/error.h"
#include "grpc/health/v1/health.grpc.pb.h"
#include "tests/support/test_server.h"

namespace broadsheet {
namespace {

using feed::v1::FeedService;
using grpc::health::v1::HealthCheckResponse;
using testing::TestServer;

// ReadRecords waits until released; WatchRecords sends until it is told to end.
class SlowFeed : public FeedService::Service {
 public:
  explicit SlowFeed(CallGate& gate) : gate_(gate) {}

  grpc::Status ReadRecords(grpc::ServerContext* context, const feed::v1::ReadRecordsRequest*,
                           feed::v1::ReadRecordsResponse*) override {
    return gate_.Serve(*context, MethodOf(kFeedService, "ReadRecords"), [&](Call&) -> absl::Status {
      std::unique_lock lock(mutex_);
      ++entered_;
      changed_.notify_all();
      changed_.wait(lock, [&] { return released_; });
      return absl::OkStatus();
    });
  }

  grpc::Status WatchRecords(grpc::ServerContext* context, const feed::v1::WatchRecordsRequest*,
                            grpc::ServerWriter<feed::v1::WatchRecordsResponse>* writer) override {
    return gate_.Serve(*context, MethodOf(kFeedService, "WatchRecords"), [&](Call& call) -> absl::Status {
      writer->Write({});
      std::unique_lock lock(mutex_);
      watch_.wait(lock, call.stop_token(), [] { return false; });
      return call.CheckAlive();
    });
  }

  void WaitUntilEntered(int calls) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return entered_ >= calls; });
  }

  void Release() {
    const std::lock_guard lock(mutex_);
    released_ = true;
    changed_.notify_all();
  }

 private:
  CallGate& gate_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::condition_variable_any watch_;
  int entered_ = 0;
  bool released_ = false;
};

absl::Status Read(FeedService::Stub& stub) {
  grpc::ClientContext context;
  feed::v1::ReadRecordsResponse response;
  return FromGrpc(stub.ReadRecords(&context, {}, &response));
}

HealthCheckResponse::ServingStatus HealthOf(TestServer& server, const std::string& service) {
  grpc::ClientContext context;
  grpc::health::v1::HealthCheckRequest request;
  request.set_service(service);
  HealthCheckResponse response;
  const auto status = grpc::health::v1::Health::NewStub(server.channel())->Check(&context, request, &response);
  return status.ok() ? response.status() : HealthCheckResponse::UNKNOWN;
}

TEST(ServerTest, HealthFollowsServingForEachServiceAndTheWhole) {
  TestServer server;
  SlowFeed feed(server.gate());
  server.Start({{kFeedService, &feed}});
  for (const char* service : {"", "broadsheet.feed.v1.FeedService"}) {
    server.server().SetServing(true);
    EXPECT_EQ(HealthOf(server, service), HealthCheckResponse::SERVING) << service;
    server.server().SetServing(false);
    EXPECT_EQ(HealthOf(server, service), HealthCheckResponse::NOT_SERVING) << service;
  }
}

TEST(ServerTest, RefusesBeyondTheLimitAtOnceWithRetryInfo) {
  ServerOptions options;
  options.limits.max_calls = 2;
  TestServer server(options);
  SlowFeed feed(server.gate());
  server.Start({{kFeedService, &feed}});
  auto stub = FeedService::NewStub(server.channel());
  std::thread first([&] { EXPECT_TRUE(Read(*stub).ok()); });
  std::thread second([&] { EXPECT_TRUE(Read(*stub).ok()); });
  feed.WaitUntilEntered(2);

  const absl::Status refused = Read(*stub);
  EXPECT_EQ(refused.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(refused), "OVERLOADED");
  EXPECT_TRUE(refused.GetPayload("type.googleapis.com/google.rpc.RetryInfo").has_value());

  feed.Release();
  first.join();
  second.join();
  EXPECT_TRUE(Read(*stub).ok()) << "the places are free again";
}

TEST(ServerTest, DrainTellsWatchesToGoOnElsewhere) {
  TestServer server;
  SlowFeed feed(server.gate());
  server.Start({{kFeedService, &feed}});
  auto stub = FeedService::NewStub(server.channel());
  grpc::ClientContext context;
  auto reader = stub->WatchRecords(&context, {});
  feed::v1::WatchRecordsResponse response;
  ASSERT_TRUE(reader->Read(&response));

  const absl::Time start = absl::Now();
  server.server().Drain();
  EXPECT_LT(absl::Now() - start, absl::Seconds(5));
  EXPECT_FALSE(reader->Read(&response));
  const absl::Status ended = FromGrpc(reader->Finish());
  EXPECT_EQ(ended.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(ended), "DRAINING");
}

TEST(ServerTest, DrainEndsAHundredWatchesWithinTheGracePeriod) {
  TestServer server;
  SlowFeed feed(server.gate());
  server.Start({{kFeedService, &feed}});
  auto stub = FeedService::NewStub(server.channel());
  constexpr int kWatches = 100;
  std::vector<grpc::ClientContext> contexts(kWatches);
  std::vector<std::unique_ptr<grpc::ClientReader<feed::v1::WatchRecordsResponse>>> readers;
  for (auto& context : contexts) {
    readers.push_back(stub->WatchRecords(&context, {}));
    feed::v1::WatchRecordsResponse first;
    ASSERT_TRUE(readers.back()->Read(&first));
  }
  const absl::Time start = absl::Now();
  server.server().Drain();
  EXPECT_LT(absl::Now() - start, ServerOptions().grace_period / 2);
  for (auto& reader : readers) EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::UNAVAILABLE);
}

TEST(ServerTest, DrainWaitsForNoClientThatIsSilent) {
  TestServer server;
  SlowFeed feed(server.gate());
  server.Start({{kFeedService, &feed}});
  // A connection as a client makes it that then reads nothing.
  const int client = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(server.server().port()));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ASSERT_EQ(connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  constexpr std::string_view kPreface("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0", 33);
  ASSERT_EQ(send(client, kPreface.data(), kPreface.size(), 0), 33);
  char settings;
  ASSERT_EQ(recv(client, &settings, 1, 0), 1);

  const absl::Time start = absl::Now();
  server.server().Drain();
  EXPECT_LT(absl::Now() - start, absl::Seconds(5));
  close(client);
}

TEST(ServerTest, DrainLetsAcceptedCallsFinish) {
  TestServer server;
  SlowFeed feed(server.gate());
  server.Start({{kFeedService, &feed}});
  auto stub = FeedService::NewStub(server.channel());
  std::thread caller([&] { EXPECT_TRUE(Read(*stub).ok()); });
  feed.WaitUntilEntered(1);
  std::stop_callback release(server.server().stop_token(), [&] { feed.Release(); });
  server.server().Drain();
  caller.join();
}

// Opening a store may take minutes: that is no reason to end the process.
TEST(ServerTest, TheAdminPortAnswersBeforeTheStart) {
  const auto server = Server::Create({}, std::make_shared<prometheus::Registry>());
  ASSERT_TRUE(server.ok()) << server.status();
  httplib::Client admin("127.0.0.1", (*server)->admin_port());
  EXPECT_EQ(admin.Get("/healthz")->status, 200);
  EXPECT_EQ(admin.Get("/readyz")->status, 503);
  EXPECT_EQ(admin.Get("/readyz")->body, "not ready: starting\n");
  EXPECT_THAT(admin.Get("/metrics")->body, ::testing::HasSubstr("broadsheet_serving 0\n"));
  EXPECT_THAT(admin.Get("/statusz")->body, ::testing::HasSubstr(R"("service":{})"));
}

TEST(ServerTest, MetricsSayWhetherItServesAndCountFromZero) {
  TestServer server;
  SlowFeed feed(server.gate());
  server.Start({{kFeedService, &feed}});
  httplib::Client admin("127.0.0.1", server.server().admin_port());
  const std::string text = admin.Get("/metrics")->body;
  EXPECT_THAT(text, ::testing::HasSubstr("broadsheet_serving 1\n"));
  EXPECT_THAT(text, ::testing::HasSubstr(R"(grpc_server_handled_total{grpc_code="Internal",grpc_method="WatchRecords",)"
                                         R"(grpc_service="broadsheet.feed.v1.FeedService"} 0)"));
  server.server().SetServing(false);
  EXPECT_THAT(admin.Get("/metrics")->body, ::testing::HasSubstr("broadsheet_serving 0\n"));
}

TEST(ServerTest, AddressInUseIsNamed) {
  TestServer server;
  SlowFeed feed(server.gate());
  server.Start({{kFeedService, &feed}});
  ServerOptions options;
  options.listen_address = server.address();
  auto second = Server::Create(options, std::make_shared<prometheus::Registry>());
  ASSERT_TRUE(second.ok());
  const absl::Status status = (*second)->Start({});
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()), ::testing::HasSubstr(server.address()));
}

}  // namespace
}  // namespace broadsheet
