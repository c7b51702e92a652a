// Reflection and channelz are there only when asked for.
#include <grpcpp/generic/generic_stub.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/empty_feed.h"
#include "tests/support/test_server.h"

namespace broadsheet {
namespace {

// The status of one call without a message, by name.
grpc::StatusCode Probe(testing::TestServer& server, const std::string& method) {
  grpc::GenericStub stub(server.channel());
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
  grpc::CompletionQueue queue;
  auto call = stub.PrepareCall(&context, method, &queue);
  int started = 0, closed = 0, finished = 0;
  grpc::Status status;
  call->StartCall(&started);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  call->WritesDone(&closed);
  queue.Next(&tag, &ok);
  call->Finish(&status, &finished);
  queue.Next(&tag, &ok);
  return status.error_code();
}

constexpr char kReflection[] = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
constexpr char kChannelz[] = "/grpc.channelz.v1.Channelz/GetServers";

struct Case {
  bool reflection, channelz;
};

class ReflectionTest : public ::testing::TestWithParam<Case> {};

TEST_P(ReflectionTest, FollowsTheOptions) {
  ServerOptions options;
  options.reflection = GetParam().reflection;
  options.channelz = GetParam().channelz;
  testing::TestServer server(options);
  testing::EmptyFeed feed(server.gate());
  server.Start({{kFeedService, &feed}});
  EXPECT_EQ(Probe(server, kReflection) != grpc::StatusCode::UNIMPLEMENTED, options.reflection);
  EXPECT_EQ(Probe(server, kChannelz) != grpc::StatusCode::UNIMPLEMENTED, options.channelz);
}

INSTANTIATE_TEST_SUITE_P(All, ReflectionTest,
                         ::testing::Values(Case{false, false}, Case{true, false}, Case{false, true}, Case{true, true}),
                         [](const auto& it) {
                           return std::string(it.param.reflection ? "Reflection" : "NoReflection") +
                                  (it.param.channelz ? "Channelz" : "NoChannelz");
                         });

}  // namespace
}  // namespace broadsheet
