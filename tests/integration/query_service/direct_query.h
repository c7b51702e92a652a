// A query service without its feed: tests apply entries themselves.
#pragma once

#include <grpcpp/create_channel.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "query_service/api/query_service.h"
#include "query_service/follower/applier.h"
#include "query_service/index/segments/open_segment_index.h"
#include "query_service/store/sqlite_record_store.h"
#include "tests/support/child_process.h"
#include "tests/support/feed_entries.h"
#include "tests/support/test_server.h"

namespace broadsheet::query {

class DirectQuery {
 public:
  // A few records fill what is kept in memory, so that segments are written and
  // merged all the time.
  static SegmentIndexOptions SmallSegments() {
    SegmentIndexOptions options;
    options.live_documents = 16;
    return options;
  }

  explicit DirectQuery(absl::Duration watch_progress = absl::Seconds(5), SegmentIndexOptions options = SmallSegments())
      : watch_progress_(watch_progress), options_(std::move(options)) {
    Start();
  }

  // Ends all calls and opens everything anew. `flushed`: what was applied had
  // been written, otherwise it is caught up from the store.
  void Restart(bool flushed) {
    if (flushed) {
      EXPECT_TRUE(applier().Flush().ok());
    }
    parts_.reset();
    Start();
  }

  void Apply(std::vector<feed::v1::Entry> entries) {
    EntryList list = Entries(std::move(entries));
    const uint64_t first = next_;
    next_ += static_cast<uint64_t>(list.size());
    const absl::Status status = applier().Apply({log_, std::string(kTestLog), first, &list});
    EXPECT_TRUE(status.ok()) << status;
    // What waits for changes looks again.
    parts_->board.Update(0, [&](LogProgress& log) { log.position = next_ - 1; });
  }

  SqliteRecordStore& store() { return *parts_->store; }
  RecordIndex& index() { return *parts_->index; }
  Applier& applier() { return *parts_->applier; }
  CallGate& gate() { return parts_->server.gate(); }
  std::unique_ptr<v1::QueryService::Stub> NewStub() { return v1::QueryService::NewStub(parts_->server.channel()); }
  // For a caller that reads slowly: little is on its way to it, where gRPC would
  // widen its windows to several megabytes.
  std::unique_ptr<v1::QueryService::Stub> NewNarrowStub() {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_HTTP2_BDP_PROBE, 0);
    return v1::QueryService::NewStub(
        grpc::CreateCustomChannel(parts_->server.address(), grpc::InsecureChannelCredentials(), arguments));
  }

 private:
  struct Parts {
    std::unique_ptr<SqliteRecordStore> store;
    std::unique_ptr<RecordIndex> index;
    std::unique_ptr<Applier> applier;
    ProgressBoard board;
    RecordCache cache{size_t{1} << 20};
    std::unique_ptr<QueryServiceHandlers> handlers;
    testing::TestServer server;
  };

  void Start() {
    parts_ = std::make_unique<Parts>();
    parts_->store = *SqliteRecordStore::Open({.path = folder_ / "store.db", .readers = 4});
    parts_->index = *OpenSegmentIndex(folder_ / "index", options_);
    parts_->applier = std::make_unique<Applier>(store(), index(), Applier::Options());
    EXPECT_TRUE(applier().CatchUp([] { return false; }).ok());
    log_ = store().OpenLog("direct")->key;
    parts_->board.Add(LogProgress());
    const Backend backend{.store = store(),
                          .index = index(),
                          .board = parts_->board,
                          .cache = parts_->cache,
                          .watch_progress = watch_progress_};
    parts_->handlers = std::make_unique<QueryServiceHandlers>(gate(), backend);
    parts_->server.Start({{kQueryService, parts_->handlers.get()}});
  }

  const absl::Duration watch_progress_;
  const SegmentIndexOptions options_;
  broadsheet::testing::TempDir folder_;
  uint64_t next_ = 1;
  int64_t log_ = 0;
  std::unique_ptr<Parts> parts_;
};

}  // namespace broadsheet::query
