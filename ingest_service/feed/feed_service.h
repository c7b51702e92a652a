// FeedService's handlers.
#pragma once

#include <chrono>

#include "broadsheet/feed/v1/feed_service.grpc.pb.h"
#include "common/server/call_gate.h"
#include "ingest_service/feed/commit_signal.h"
#include "ingest_service/feed/feed_reader.h"

namespace broadsheet::ingest {

struct FeedOptions {
  // An idle watch hears from the server at least so often.
  std::chrono::milliseconds progress_interval{5000};
};

// Synchronous: a watch holds a thread, whose number the gate limits, and one
// message of memory. It ends within a fraction of a second of its client, and
// with UNAVAILABLE and RetryInfo when the server drains.
//
// `gate` and `log` have to outlive it.
class FeedService final : public feed::v1::FeedService::Service {
 public:
  FeedService(CallGate& gate, RecordLog& log, const FeedOptions& options);

  grpc::Status ReadRecords(grpc::ServerContext* context, const feed::v1::ReadRecordsRequest* request,
                           feed::v1::ReadRecordsResponse* response) override;
  grpc::Status WatchRecords(grpc::ServerContext* context, const feed::v1::WatchRecordsRequest* request,
                            grpc::ServerWriter<feed::v1::WatchRecordsResponse>* writer) override;

 private:
  absl::Status Read(const feed::v1::ReadRecordsRequest& request, feed::v1::ReadRecordsResponse& response) const;
  absl::Status Watch(Call& call, const feed::v1::WatchRecordsRequest& request,
                     grpc::ServerWriter<feed::v1::WatchRecordsResponse>& writer);
  absl::StatusOr<Sequence> Compose(Sequence after, size_t max_bytes, feed::v1::WatchRecordsResponse& message) const;

  CallGate& gate_;
  const FeedOptions options_;
  const FeedReader reader_;
  CommitSignal signal_;
};

}  // namespace broadsheet::ingest
