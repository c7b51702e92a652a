#include "common/server/call_gate.h"

#include <gmock/gmock.h>
#include <grpcpp/client_context.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <stdexcept>
#include <string>

#include "broadsheet/feed/v1/feed_service.grpc.pb.h"
#include "common/grpc/status.h"
#include "common/status/error.h"
#include "tests/support/test_server.h"

namespace broadsheet {
namespace {

using feed::v1::FeedService;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

// Answers each call with what a test says.
class ScriptedFeed : public FeedService::Service {
 public:
  explicit ScriptedFeed(CallGate& gate) : gate_(gate) {}
  grpc::Status ReadRecords(grpc::ServerContext* context, const feed::v1::ReadRecordsRequest*,
                           feed::v1::ReadRecordsResponse*) override {
    return gate_.Serve(*context, MethodOf(kFeedService, "ReadRecords"), script);
  }
  std::function<absl::Status(Call&)> script;

 private:
  CallGate& gate_;
};

class CallGateTest : public ::testing::Test {
 protected:
  CallGateTest() : feed_(server_.gate()) { server_.Start({{kFeedService, &feed_}}); }

  absl::Status Ask(std::function<absl::Status(Call&)> script) {
    feed_.script = std::move(script);
    ::testing::internal::CaptureStderr();
    feed::v1::ReadRecordsResponse response;
    const auto status = FromGrpc(FeedService::NewStub(server_.channel())->ReadRecords(&context_, {}, &response));
    log_ = ::testing::internal::GetCapturedStderr();
    return status;
  }

  testing::TestServer server_;
  ScriptedFeed feed_;
  grpc::ClientContext context_;
  std::string log_;  // of the last Ask
};

TEST_F(CallGateTest, LogsOneLineWithWhatTheCallerSent) {
  context_.AddMetadata("x-request-id", "request-7");
  context_.AddMetadata("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  const auto status = Ask([](Call& call) {
    call.Annotate({"records", 12});
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok());
  EXPECT_THAT(log_, AllOf(HasSubstr(R"("message":"call","service":"broadsheet.feed.v1.FeedService")"),
                          HasSubstr(R"("method":"ReadRecords")"), HasSubstr(R"("code":"OK")"),
                          HasSubstr(R"("duration_ms":)"), HasSubstr(R"("request_id":"request-7")"),
                          HasSubstr("4bf92f3577b34da6a3ce929d0e0e4736"), HasSubstr(R"("records":12)")));
  EXPECT_EQ(std::count(log_.begin(), log_.end(), '\n'), 1) << log_;
}

TEST_F(CallGateTest, WaitingAsideKeepsNoCallOut) {
  ServerOptions options;
  options.limits.max_calls = 1;
  testing::TestServer server(options);
  ScriptedFeed feed(server.gate());
  server.Start({{kFeedService, &feed}});
  const auto stub = FeedService::NewStub(server.channel());
  const auto ask = [&] {
    grpc::ClientContext context;
    feed::v1::ReadRecordsResponse response;
    return FromGrpc(stub->ReadRecords(&context, {}, &response));
  };
  std::atomic<int> calls = 0;
  absl::Status inner;
  feed.script = [&](Call& call) {
    if (++calls > 1) return absl::OkStatus();
    return call.WaitAside([&] {
      inner = ask();
      return absl::OkStatus();
    });
  };
  EXPECT_TRUE(ask().ok());
  EXPECT_TRUE(inner.ok()) << inner;
  calls = 0;
  feed.script = [&](Call&) {
    if (++calls == 1) inner = ask();
    return absl::OkStatus();
  };
  EXPECT_TRUE(ask().ok());
  EXPECT_EQ(ReasonOf(inner), "OVERLOADED") << "its own place is taken";
}

TEST_F(CallGateTest, PassesErrorsWithTheirDetailsAndLogsTheReason) {
  const auto status = Ask([](Call&) { return Error(absl::StatusCode::kOutOfRange, "POSITION_TRIMMED", "too old"); });
  EXPECT_EQ(status.code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(ReasonOf(status), "POSITION_TRIMMED");
  EXPECT_THAT(log_, AllOf(HasSubstr(R"("code":"OutOfRange")"), HasSubstr(R"("reason":"POSITION_TRIMMED")")));
}

TEST_F(CallGateTest, KeepsTheTextOfAnExceptionToItself) {
  const auto status = Ask([](Call&) -> absl::Status { throw std::runtime_error("inner detail"); });
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
  EXPECT_EQ(ReasonOf(status), "UNEXPECTED");
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("inner detail")));
  EXPECT_THAT(log_, AllOf(HasSubstr("inner detail"), HasSubstr(R"("level":"error")")));
}

TEST_F(CallGateTest, HandlersSeeTheDeadline) {
  absl::Time deadline;
  const auto until = std::chrono::system_clock::now() + std::chrono::seconds(30);
  context_.set_deadline(until);
  EXPECT_TRUE(Ask([&](Call& call) {
                deadline = call.deadline();
                return call.CheckAlive();
              }).ok());
  EXPECT_LT(absl::AbsDuration(deadline - absl::FromChrono(until)), absl::Seconds(1));
}

TEST_F(CallGateTest, HandlersSeeNoDeadlineWhereThereIsNone) {
  absl::Time deadline;
  EXPECT_TRUE(Ask([&](Call& call) {
                deadline = call.deadline();
                return absl::OkStatus();
              }).ok());
  EXPECT_EQ(deadline, absl::InfiniteFuture());
}

}  // namespace
}  // namespace broadsheet
