#include "common/client/channel.h"

#include <gmock/gmock.h>
#include <grpcpp/client_context.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>

#include "common/grpc/status.h"
#include "common/status/error.h"
#include "tests/support/child_process.h"
#include "tests/support/empty_feed.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_server.h"

namespace broadsheet {
namespace {

using feed::v1::FeedService;
using ::testing::HasSubstr;

absl::Status Ask(const ChannelOptions& options) {
  const auto channel = MakeChannel(options);
  if (!channel.ok()) return channel.status();
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
  feed::v1::ReadRecordsResponse response;
  return FromGrpc(FeedService::NewStub(*channel)->ReadRecords(&context, {}, &response));
}

class ChannelTest : public ::testing::Test {
 protected:
  std::string Write(const std::string& name, const std::string& text) {
    std::ofstream(dir_ / name) << text;
    return dir_ / name;
  }

  // A server that knows one certificate and one token.
  void Start() {
    const auto pair = ca_.Issue({"127.0.0.1"});
    ServerOptions options;
    options.tls = {.certificate_file = Write("cert.pem", pair.certificate),
                   .private_key_file = Write("key.pem", pair.private_key),
                   .client_ca_file = ""};
    options.access_file = Write("access", "f follower token-file " + Write("token", "0123456789abcdef\n") + "\n");
    server_.emplace(options);
    feed_.emplace(server_->gate());
    server_->Start({{kFeedService, &*feed_}});
    options_.address = "127.0.0.1:" + std::to_string(server_->server().port());
    options_.tls_ca_file = Write("ca.pem", ca_.certificate());
  }

  testing::TempDir dir_;
  testing::TestCa ca_;
  std::optional<testing::TestServer> server_;
  std::optional<testing::EmptyFeed> feed_;
  ChannelOptions options_;
};

TEST_F(ChannelTest, SendsTheTokenAsItIsInTheFile) {
  Start();
  EXPECT_EQ(ReasonOf(Ask(options_)), "NO_IDENTITY");
  options_.token_file = Write("mine", "0123456789abcdef\n");
  EXPECT_TRUE(Ask(options_).ok());
  Write("mine", "another-token-00\n");
  EXPECT_EQ(ReasonOf(Ask(options_)), "NO_IDENTITY");
}

size_t Threads() {
  return static_cast<size_t>(std::distance(std::filesystem::directory_iterator("/proc/self/task"), {}));
}

// It watches its certificates' files from a thread of its own.
TEST_F(ChannelTest, NothingIsLeftOfAChannelThatIsGone) {
  Start();
  options_.token_file = Write("mine", "0123456789abcdef\n");
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(Ask(options_).ok());
  const size_t before = Threads();
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(Ask(options_).ok());
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (Threads() > before + 5 && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_LE(Threads(), before + 5) << "gRPC may have added some of its own";
}

TEST_F(ChannelTest, TokensAndCertificatesNeedTls) {
  options_.address = "localhost:1";
  options_.token_file = Write("mine", "0123456789abcdef\n");
  EXPECT_THAT(std::string(MakeChannel(options_).status().message()), HasSubstr("tls-ca-file"));
}

TEST_F(ChannelTest, NamesAFileThatIsNotThere) {
  options_.address = "localhost:1";
  options_.tls_ca_file = dir_ / "none.pem";
  EXPECT_THAT(std::string(MakeChannel(options_).status().message()), HasSubstr("none.pem"));
}

TEST_F(ChannelTest, PlaintextWithoutTls) {
  testing::TestServer server;
  testing::EmptyFeed feed(server.gate());
  server.Start({{kFeedService, &feed}});
  EXPECT_TRUE(Ask({.address = server.address(),
                   .tls_ca_file = "",
                   .tls_certificate_file = "",
                   .tls_private_key_file = "",
                   .token_file = ""})
                  .ok());
}

// Is away for its first call.
class LateFeed : public FeedService::Service {
 public:
  grpc::Status ReadRecords(grpc::ServerContext*, const feed::v1::ReadRecordsRequest*,
                           feed::v1::ReadRecordsResponse*) override {
    return ++calls_ == 1 ? grpc::Status(grpc::StatusCode::UNAVAILABLE, "later") : grpc::Status::OK;
  }

 private:
  std::atomic<int> calls_ = 0;
};

TEST(ChannelRetryTest, LargeCallsAreSentAgainToo) {
  for (const size_t bytes : {size_t{10}, size_t{1} << 20}) {
    LateFeed feed;
    testing::TestServer server;
    server.Start({{kFeedService, &feed}});
    ChannelOptions options;
    options.address = server.address();
    const auto channel = MakeChannel(options);
    ASSERT_TRUE(channel.ok()) << channel.status();
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    feed::v1::ReadRecordsRequest request;
    request.set_after(std::string(bytes, 'x'));
    feed::v1::ReadRecordsResponse response;
    const absl::Status status = FromGrpc(FeedService::NewStub(*channel)->ReadRecords(&context, request, &response));
    EXPECT_TRUE(status.ok()) << bytes << ": " << status;
    server.server().Drain();
  }
}

}  // namespace
}  // namespace broadsheet
