// The parts of query_service, wired: store, index, followers, handlers, server.
#pragma once

#include <memory>
#include <stop_token>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "query_service/api/record_cache.h"
#include "query_service/follower/applier.h"
#include "query_service/follower/progress.h"
#include "query_service/follower/readiness.h"
#include "query_service/options.h"

namespace broadsheet {
class Server;
}  // namespace broadsheet

namespace broadsheet::query {

class FeedFollower;
class QueryServiceHandlers;

// Serves from Start until it drains. For one thread.
class QueryServer {
 public:
  // Answers on the admin port, opens store and index, brings the index up to the
  // store (makes it anew if it was lost), begins to follow, and listens, in this
  // order; SERVING as soon as nothing is WhyNotReady and as long as nothing is WhyNotWhole. A stop ends it with
  // CANCELLED between two batches of the index. Errors name the file, folder or
  // address that is at fault.
  static absl::StatusOr<std::unique_ptr<QueryServer>> Start(const Options& options, const std::stop_token& stop = {});
  // Drains.
  ~QueryServer();

  int port() const;
  int admin_port() const;

  // See Server::Drain; then followers end, and the index is flushed so that the
  // next start is quick.
  void Drain();

 private:
  QueryServer(std::unique_ptr<RecordStore> store, std::unique_ptr<RecordIndex> index, std::unique_ptr<Server> server,
              const Options& options);

  absl::Status Follow(const Options& options);
  void ServeWhenReady(const ReplicaStart& start);

  // Whoever uses another stands below it, so that it goes first; the server, in
  // which calls run, before all of them.
  const std::unique_ptr<RecordStore> store_;
  const std::unique_ptr<RecordIndex> index_;
  Applier applier_;
  ProgressBoard board_;
  RecordCache cache_;
  std::vector<std::unique_ptr<FeedFollower>> followers_;
  std::unique_ptr<QueryServiceHandlers> handlers_;
  const std::unique_ptr<Server> server_;
  std::jthread readiness_;
};

}  // namespace broadsheet::query
