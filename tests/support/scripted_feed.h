// A feed that says what a test wants it to say.
#pragma once

#include <grpcpp/support/sync_stream.h>

#include <functional>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "broadsheet/feed/v1/feed_service.grpc.pb.h"
#include "common/server/call_gate.h"
#include "tests/support/test_server.h"

namespace broadsheet::testing {

// On a loopback port of its own.
class ScriptedFeed {
 public:
  using Watch = std::function<absl::Status(Call&, const feed::v1::WatchRecordsRequest&,
                                           const std::function<void(const feed::v1::WatchRecordsResponse&)>& send)>;

  // `watch` is all of WatchRecords, and runs on many threads. `port` 0: any free one.
  explicit ScriptedFeed(Watch watch, int port = 0)
      : server_(OptionsFor(port)), service_(server_.gate(), std::move(watch)) {
    server_.Start({{kFeedService, &service_}});
  }
  ~ScriptedFeed() { server_.server().Drain(); }

  std::string address() const { return server_.address(); }
  std::shared_ptr<grpc::Channel> channel() { return server_.channel(); }

 private:
  class Service : public feed::v1::FeedService::Service {
   public:
    Service(CallGate& gate, Watch watch) : gate_(gate), watch_(std::move(watch)) {}

    grpc::Status WatchRecords(grpc::ServerContext* context, const feed::v1::WatchRecordsRequest* request,
                              grpc::ServerWriter<feed::v1::WatchRecordsResponse>* writer) override {
      return gate_.Serve(*context, MethodOf(kFeedService, "WatchRecords"), [&](Call& call) {
        return watch_(call, *request, [&](const auto& message) { writer->Write(message); });
      });
    }

   private:
    CallGate& gate_;
    const Watch watch_;
  };

  static ServerOptions OptionsFor(int port) {
    ServerOptions options;
    options.listen_address = "127.0.0.1:" + std::to_string(port);
    options.grace_period = absl::Seconds(1);
    return options;
  }

  TestServer server_;
  Service service_;
};

}  // namespace broadsheet::testing
