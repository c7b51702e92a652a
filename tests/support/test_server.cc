#include "tests/support/test_server.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <prometheus/registry.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace broadsheet::testing {
namespace {

void Require(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "TestServer: %s\n", status.ToString().c_str());
  std::abort();
}

}  // namespace

TestServer::TestServer(ServerOptions options) {
  auto server = Server::Create(options, std::make_shared<prometheus::Registry>());
  Require(server.status());
  server_ = *std::move(server);
}

void TestServer::Start(std::initializer_list<ServedService> services) {
  Require(server_->Start(services));
  server_->SetServing(true);
}

std::string TestServer::address() const { return "127.0.0.1:" + std::to_string(server_->port()); }

std::shared_ptr<grpc::Channel> TestServer::channel() {
  if (channel_ == nullptr) channel_ = grpc::CreateChannel(address(), grpc::InsecureChannelCredentials());
  return channel_;
}

}  // namespace broadsheet::testing
