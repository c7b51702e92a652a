// Follows the feed of one ingest service.
#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <thread>

#include "absl/time/time.h"
#include "query_service/follower/applier.h"
#include "query_service/follower/progress.h"

namespace grpc {
class Channel;
}  // namespace grpc

namespace broadsheet::query {

struct FollowerOptions {
  std::string address;  // names the log in the store and in answers
  std::shared_ptr<grpc::Channel> channel;
  // The feed shows life every 5 seconds; after so long without, it is called
  // anew.
  absl::Duration silence = absl::Seconds(15);
  absl::Duration first_backoff = absl::Milliseconds(100);
  absl::Duration longest_backoff = absl::Seconds(10);
  // What to do when the feed serves another log than the one followed so far, or
  // one that lost entries or has others in their place: true: remove what the former gave and start over;
  // false: keep it, report a problem and wait.
  bool start_over = false;
};

// Reads WatchRecords from the stored position on a thread of its own, applies
// what comes, and calls again after whatever goes wrong, with exponential
// backoff. What is applied and what is wrong stands on the board.
class FeedFollower {
 public:
  // All have to outlive it. Fails if the store cannot be read.
  static absl::StatusOr<std::unique_ptr<FeedFollower>> Start(FollowerOptions options, RecordStore& store,
                                                             Applier& applier, ProgressBoard& board);
  // Ends the call and the thread; what was applied stays.
  ~FeedFollower();

 private:
  FeedFollower(FollowerOptions options, RecordStore& store, Applier& applier, ProgressBoard& board, size_t number)
      : options_(std::move(options)), store_(store), applier_(applier), board_(board), number_(number) {}

  void Run(const std::stop_token& stop);
  // Follows until something goes wrong, and says what.
  absl::Status Follow(const std::stop_token& stop);
  absl::Status ApplyMessage(FollowedLog& log, feed::v1::WatchRecordsResponse& message);
  absl::Status ForgetLog(int64_t log);
  // Sets the problem of a status, and starts over if that is the way on.
  void Report(const absl::Status& status);

  const FollowerOptions options_;
  RecordStore& store_;
  Applier& applier_;
  ProgressBoard& board_;
  const size_t number_;  // on the board
  bool heard_ = false;   // the last call brought a message, and it was applied
  std::jthread thread_;
};

}  // namespace broadsheet::query
