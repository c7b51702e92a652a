// A feed with nothing in it, for tests of what surrounds a handler.
#pragma once

#include "broadsheet/feed/v1/feed_service.grpc.pb.h"
#include "common/server/call_gate.h"

namespace broadsheet::testing {

class EmptyFeed : public feed::v1::FeedService::Service {
 public:
  explicit EmptyFeed(CallGate& gate) : gate_(gate) {}

  grpc::Status ReadRecords(grpc::ServerContext* context, const feed::v1::ReadRecordsRequest*,
                           feed::v1::ReadRecordsResponse*) override {
    return gate_.Serve(*context, MethodOf(kFeedService, "ReadRecords"),
                       [](Call&) -> absl::Status { return absl::OkStatus(); });
  }

 private:
  CallGate& gate_;
};

}  // namespace broadsheet::testing
