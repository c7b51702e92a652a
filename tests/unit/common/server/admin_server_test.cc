#include "common/server/admin_server.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <prometheus/counter.h>
#include <prometheus/registry.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <string>
#include <vector>

namespace broadsheet {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class AdminServerTest : public ::testing::Test {
 protected:
  AdminServerTest() {
    auto started = AdminServer::Start("127.0.0.1:0", {.registry = registry_,
                                                      .gauges = nullptr,
                                                      .ready = [this] { return ready_.load(); },
                                                      .why_not_ready = [] { return "a log is missing"; },
                                                      .status = [] { return R"({"head":"7"})"; }});
    EXPECT_TRUE(started.ok()) << started.status();
    server_ = *std::move(started);
  }

  httplib::Result Get(const std::string& path) { return httplib::Client("127.0.0.1", server_->port()).Get(path); }

  std::shared_ptr<prometheus::Registry> registry_ = std::make_shared<prometheus::Registry>();
  std::atomic<bool> ready_{false};
  std::unique_ptr<AdminServer> server_;
};

TEST_F(AdminServerTest, ServesTheRegistryAndTheProcess) {
  prometheus::BuildCounter().Name("issues_total").Help("Issues").Register(*registry_).Add({}).Increment(3);
  const auto response = Get("/metrics");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200);
  EXPECT_THAT(response->body, AllOf(HasSubstr("issues_total 3\n"), HasSubstr("process_resident_memory_bytes ")));
}

TEST_F(AdminServerTest, TellsAliveFromReady) {
  EXPECT_EQ(Get("/healthz")->status, 200);
  EXPECT_EQ(Get("/readyz")->status, 503);
  EXPECT_EQ(Get("/readyz")->body, "not ready: a log is missing\n");
  ready_ = true;
  EXPECT_EQ(Get("/readyz")->status, 200);
}

TEST_F(AdminServerTest, ShowsTheStatus) {
  const auto response = Get("/statusz");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->body, "{\"head\":\"7\"}\n");
  EXPECT_EQ(response->get_header_value("Content-Type"), "application/json");
}

TEST_F(AdminServerTest, ServesNothingElse) {
  EXPECT_EQ(Get("/")->status, 404);
  EXPECT_EQ(Get("/metrics/../healthz")->status, 404);
  EXPECT_NE(httplib::Client("127.0.0.1", server_->port()).Post("/metrics", "x", "text/plain")->status, 200);
}

TEST_F(AdminServerTest, ProbesDoNotWaitForClientsThatSayNothing) {
  std::vector<int> silent;
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(server_->port()));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  for (int i = 0; i < 6; ++i) {
    silent.push_back(socket(AF_INET, SOCK_STREAM, 0));
    ASSERT_EQ(connect(silent.back(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  }
  httplib::Client probe("127.0.0.1", server_->port());
  probe.set_read_timeout(3);
  EXPECT_TRUE(probe.Get("/healthz"));
  for (const int client : silent) close(client);
}

TEST_F(AdminServerTest, NamesAnAddressInUse) {
  const std::string address = "127.0.0.1:" + std::to_string(server_->port());
  const auto second =
      AdminServer::Start(address, {registry_, nullptr, [] { return true; }, [] { return ""; }, [] { return "{}"; }});
  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(second.status().message()), HasSubstr(address));
}

}  // namespace
}  // namespace broadsheet
