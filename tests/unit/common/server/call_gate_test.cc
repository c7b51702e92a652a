#include "common/server/call_gate.h"

#include <gmock/gmock.h>
#include <grpcpp/client_context.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>

#include "absl/time/clock.h"
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

using Script = std::function<absl::Status(Call&)>;

// What calls are answered with. What a test and its scripts hand each other goes
// through a lock of ours: gRPC's are not seen by TSan.
class Answers {
 public:
  void Set(Script script) {
    const std::lock_guard lock(mutex_);
    script_ = std::move(script);
  }
  absl::Status operator()(Call& call) const {
    const absl::Status status = Get()(call);
    Sync();
    return status;
  }
  // After an answer: what its script wrote is seen.
  void Sync() const { const std::lock_guard lock(mutex_); }

 private:
  Script Get() const {
    const std::lock_guard lock(mutex_);
    return script_;
  }

  mutable std::mutex mutex_;
  Script script_;
};

// Answer each call with what a test says.
class SynchronousFeed : public FeedService::Service {
 public:
  SynchronousFeed(CallGate& gate, const Answers& answers) : gate_(gate), answers_(answers) {}
  grpc::Status ReadRecords(grpc::ServerContext* context, const feed::v1::ReadRecordsRequest*,
                           feed::v1::ReadRecordsResponse*) override {
    return gate_.Serve(*context, MethodOf(kFeedService, "ReadRecords"), answers_);
  }

 private:
  CallGate& gate_;
  const Answers& answers_;
};

class PooledFeed : public FeedService::WithCallbackMethod_ReadRecords<FeedService::Service> {
 public:
  PooledFeed(CallGate& gate, const Answers& answers) : gate_(gate), answers_(answers) {}
  grpc::ServerUnaryReactor* ReadRecords(grpc::CallbackServerContext* context, const feed::v1::ReadRecordsRequest*,
                                        feed::v1::ReadRecordsResponse*) override {
    return gate_.ServeOnPool(*context, MethodOf(kFeedService, "ReadRecords"), std::ref(answers_));
  }

 private:
  CallGate& gate_;
  const Answers& answers_;
};

enum class Way { kSynchronous, kPooled };

// A server that answers as it is told.
class ScriptedServer {
 public:
  explicit ScriptedServer(Way way, const ServerOptions& options = {}) : server_(options) {
    if (way == Way::kSynchronous) feed_ = std::make_unique<SynchronousFeed>(server_.gate(), answers_);
    if (way == Way::kPooled) feed_ = std::make_unique<PooledFeed>(server_.gate(), answers_);
    server_.Start({{kFeedService, feed_.get()}});
  }

  absl::Status Ask(grpc::ClientContext& context) {
    feed::v1::ReadRecordsResponse response;
    const auto status = FromGrpc(FeedService::NewStub(server_.channel())->ReadRecords(&context, {}, &response));
    answers_.Sync();
    return status;
  }
  absl::Status Ask() {
    grpc::ClientContext context;
    return Ask(context);
  }
  void Answer(Script script) { answers_.Set(std::move(script)); }
  CallGate& gate() { return server_.gate(); }

 private:
  Answers answers_;
  std::unique_ptr<FeedService::Service> feed_;
  testing::TestServer server_;
};

class CallGateTest : public ::testing::TestWithParam<Way> {
 protected:
  absl::Status Ask(std::function<absl::Status(Call&)> script) {
    server_.Answer(std::move(script));
    ::testing::internal::CaptureStderr();
    const auto status = server_.Ask(context_);
    log_ = ::testing::internal::GetCapturedStderr();
    return status;
  }

  ScriptedServer server_{GetParam()};
  grpc::ClientContext context_;
  std::string log_;  // of the last Ask
};

TEST_P(CallGateTest, LogsOneLineWithWhatTheCallerSent) {
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

TEST_P(CallGateTest, WaitingAsideKeepsNoCallOut) {
  ServerOptions options;
  options.limits.max_calls = 1;
  ScriptedServer server(GetParam(), options);
  std::atomic<int> calls = 0;
  absl::Status inner;
  server.Answer([&](Call& call) {
    if (++calls > 1) return absl::OkStatus();
    return call.WaitAside([&] {
      inner = server.Ask();
      return absl::OkStatus();
    });
  });
  EXPECT_TRUE(server.Ask().ok());
  EXPECT_TRUE(inner.ok()) << inner;
  calls = 0;
  server.Answer([&](Call&) {
    if (++calls == 1) inner = server.Ask();
    return absl::OkStatus();
  });
  EXPECT_TRUE(server.Ask().ok());
  EXPECT_EQ(ReasonOf(inner), "OVERLOADED") << "its own place is taken";
}

TEST_P(CallGateTest, HandlersSeeThatTheCallerIsGone) {
  absl::Status seen;
  const auto status = Ask([&](Call& call) {
    context_.TryCancel();
    while (!call.cancelled()) absl::SleepFor(absl::Milliseconds(1));
    return seen = call.CheckAlive();
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kCancelled);
  while (!server_.gate().CallsIfIdle()) absl::SleepFor(absl::Milliseconds(1));
  EXPECT_EQ(ReasonOf(seen), "CANCELLED");
}

TEST_P(CallGateTest, WorkEndsWithTheDeadline) {
  context_.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(50));
  const auto status = Ask([&](Call& call) {
    while (!call.cancelled()) absl::SleepFor(absl::Milliseconds(1));
    return call.CheckAlive();
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kDeadlineExceeded);
}

TEST_P(CallGateTest, PassesErrorsWithTheirDetailsAndLogsTheReason) {
  const auto status = Ask([](Call&) { return Error(absl::StatusCode::kOutOfRange, "POSITION_TRIMMED", "too old"); });
  EXPECT_EQ(status.code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(ReasonOf(status), "POSITION_TRIMMED");
  EXPECT_THAT(log_, AllOf(HasSubstr(R"("code":"OutOfRange")"), HasSubstr(R"("reason":"POSITION_TRIMMED")")));
}

TEST_P(CallGateTest, KeepsTheTextOfAnExceptionToItself) {
  const auto status = Ask([](Call&) -> absl::Status { throw std::runtime_error("inner detail"); });
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
  EXPECT_EQ(ReasonOf(status), "UNEXPECTED");
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("inner detail")));
  EXPECT_THAT(log_, AllOf(HasSubstr("inner detail"), HasSubstr(R"("level":"error")")));
}

TEST_P(CallGateTest, HandlersSeeTheDeadline) {
  absl::Time deadline;
  const auto until = std::chrono::system_clock::now() + std::chrono::seconds(30);
  context_.set_deadline(until);
  EXPECT_TRUE(Ask([&](Call& call) {
                deadline = call.deadline();
                return call.CheckAlive();
              }).ok());
  EXPECT_LT(absl::AbsDuration(deadline - absl::FromChrono(until)), absl::Seconds(1));
}

TEST_P(CallGateTest, HandlersSeeNoDeadlineWhereThereIsNone) {
  absl::Time deadline;
  EXPECT_TRUE(Ask([&](Call& call) {
                deadline = call.deadline();
                return absl::OkStatus();
              }).ok());
  EXPECT_EQ(deadline, absl::InfiniteFuture());
}

INSTANTIATE_TEST_SUITE_P(Ways, CallGateTest, ::testing::Values(Way::kSynchronous, Way::kPooled),
                         [](const auto& way) { return way.param == Way::kPooled ? "Pooled" : "Synchronous"; });

}  // namespace
}  // namespace broadsheet
