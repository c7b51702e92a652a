#include "query_service/follower/feed_follower.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <condition_variable>
#include <mutex>
#include <random>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "broadsheet/feed/v1/feed_service.grpc.pb.h"
#include "common/api/timestamp.h"
#include "common/feed/position.h"
#include "common/grpc/silence_watchdog.h"
#include "common/grpc/status.h"
#include "common/logging/log.h"
#include "common/status/error.h"
#include "query_service/follower/backoff.h"
#include "query_service/follower/feed_batch.h"

namespace broadsheet::query {
namespace {

using feed::v1::WatchRecordsResponse;

// Large messages: what a call and a transaction cost is shared by many entries.
constexpr int64_t kMessageBytes = int64_t{1} << 20;

uint64_t SequenceOf(const std::string& position) {
  const auto parsed = ParsePosition(position);
  return parsed ? parsed->sequence : 0;
}

// Of the message's last entry; InfinitePast without one.
absl::Time LastCommit(const WatchRecordsResponse& message) {
  if (message.entries().empty()) return absl::InfinitePast();
  return FromTimestamp(message.entries().rbegin()->commit_time());
}

// Waits, or returns early when asked to stop.
void SleepUntilStop(const std::stop_token& stop, absl::Duration time) {
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  wake.wait_for(lock, stop, absl::ToChronoNanoseconds(time), [] { return false; });
}

// The log is not the one followed so far, or lost entries.
bool IsOtherLog(const absl::Status& status) {
  const std::string reason = ReasonOf(status);
  return reason == "FOREIGN_LOG" || reason == "LOG_DIVERGED" || reason == "POSITION_AHEAD" ||
         reason == "POSITION_TRIMMED";
}

}  // namespace

absl::StatusOr<std::unique_ptr<FeedFollower>> FeedFollower::Start(FollowerOptions options, RecordStore& store,
                                                                  Applier& applier, ProgressBoard& board) {
  const auto log = store.OpenLog(options.address);
  if (!log.ok()) return log.status();
  LogProgress progress;
  progress.address = options.address;
  progress.log_id = log->log_id;
  progress.position = progress.head = log->position;
  progress.apply_time = log->apply_time;
  progress.whole = log->whole;
  std::unique_ptr<FeedFollower> follower(
      new FeedFollower(std::move(options), store, applier, board, board.Add(std::move(progress))));
  follower->thread_ = std::jthread([self = follower.get()](const std::stop_token& stop) { self->Run(stop); });
  return follower;
}

FeedFollower::~FeedFollower() = default;

void FeedFollower::Run(const std::stop_token& stop) {
  Backoff backoff(options_.first_backoff, options_.longest_backoff, std::random_device()());
  while (!stop.stop_requested()) {
    heard_ = false;
    const absl::Status status = Follow(stop);
    if (stop.stop_requested()) return;
    if (heard_) backoff.Reset();
    Report(status);
    SleepUntilStop(stop, backoff.Next());
  }
}

absl::Status FeedFollower::Follow(const std::stop_token& stop) {
  // A failure before this may have left the index behind the store.
  if (absl::Status status = applier_.CatchUp([&] { return stop.stop_requested(); }); !status.ok()) return status;
  auto log = store_.OpenLog(options_.address);
  if (!log.ok()) return log.status();
  board_.Update(number_, [&](LogProgress& progress) {
    progress.log_id = log->log_id;
    progress.position = log->position;
    progress.whole = log->whole;
  });

  feed::v1::WatchRecordsRequest request;
  if (log->position > 0) request.set_after(FormatPosition(log->log_id, log->position));
  if (log->commit_time > absl::InfinitePast()) *request.mutable_after_commit_time() = ToTimestamp(log->commit_time);
  request.set_max_bytes(kMessageBytes);
  grpc::ClientContext context;
  const std::stop_callback cancel(stop, [&] { context.TryCancel(); });
  SilenceWatchdog watchdog(options_.silence, [&] { context.TryCancel(); });
  const auto stub = feed::v1::FeedService::NewStub(options_.channel);
  const auto stream = stub->WatchRecords(&context, request);
  WatchRecordsResponse message;
  absl::Status status;
  while (status.ok() && stream->Read(&message)) {
    watchdog.Pause();
    status = ApplyMessage(*log, message);
    watchdog.Resume();
  }
  if (!status.ok()) context.TryCancel();
  const absl::Status ended = FromGrpc(stream->Finish());
  if (!status.ok()) return status;
  if (watchdog.fired()) return absl::UnavailableError("the feed was silent for too long");
  return ended.ok() ? absl::UnavailableError("the feed ended the stream") : ended;
}

absl::Status FeedFollower::ApplyMessage(FollowedLog& log, WatchRecordsResponse& message) {
  const absl::Time committed = LastCommit(message);
  const auto batch = BatchOf(log, message);
  if (!batch.ok()) return batch.status();
  // Also where it cannot be applied.
  board_.Update(number_, [&](LogProgress& progress) {
    progress.head = std::max(log.position, SequenceOf(message.head_position()));
    progress.lag = progress.head - log.position;
  });
  if (batch->first > 0) {
    if (absl::Status status = applier_.Apply(*batch); !status.ok()) return status;
  }
  log.position = std::max(log.position, SequenceOf(message.last_position()));
  const uint64_t head = std::max(log.position, SequenceOf(message.head_position()));
  if (head == log.position && !log.whole) {
    if (absl::Status status = store_.MarkWhole(log.key); !status.ok()) return status;
    log.whole = true;
  }
  const absl::Time now = absl::Now();
  bool had_problem = false;
  board_.Update(number_, [&](LogProgress& progress) {
    had_problem = !progress.problem.empty();
    progress.log_id = message.log_id();
    progress.position = log.position;
    progress.head = head;
    progress.lag = head - log.position;
    progress.whole = log.whole;
    progress.heard = now;
    progress.complete_until = std::max(progress.complete_until, progress.lag == 0 ? now : committed);
    if (message.entries_size() > 0) progress.apply_time = now;
    progress.connected = true;
    progress.problem.clear();
  });
  if (absl::Status status = applier_.FlushIfDue(); !status.ok()) return status;
  if (had_problem) LogInfo("the feed is followed again", {{"address", options_.address}, {"position", log.position}});
  heard_ = true;
  return absl::OkStatus();
}

absl::Status FeedFollower::ForgetLog(int64_t log) {
  // First: nobody is to be sent here while it is being emptied. If that fails, Follow
  // sets what is true.
  board_.Update(number_, [](LogProgress& progress) { progress.whole = false; });
  if (absl::Status status = applier_.ForgetLog(log); !status.ok()) return status;
  board_.Update(number_, [](LogProgress& progress) {
    LogProgress unread;
    unread.address = std::move(progress.address);
    unread.apply_time = progress.apply_time;
    progress = std::move(unread);
  });
  return absl::OkStatus();
}

void FeedFollower::Report(const absl::Status& status) {
  std::string problem(status.message().data(), status.message().size());
  if (problem.empty()) problem = absl::StatusCodeToString(status.code());
  // What runbooks go by.
  if (const std::string reason = ReasonOf(status); !reason.empty()) problem = absl::StrCat(reason, ": ", problem);
  if (IsOtherLog(status)) {
    const auto log = store_.OpenLog(options_.address);
    const bool has_entries = log.ok() && log->position > 0;
    if (options_.start_over && has_entries && ForgetLog(log->key).ok()) {
      problem += "; starting over from its beginning";
    } else {
      problem += has_entries ? "; what was followed before is still served: to replace it, remove this replica's data "
                               "directory, or start it with --start-over"
                             : "; this log cannot be followed from its beginning";
    }
  }
  LogWarning("the feed cannot be followed", {{"address", options_.address}, {"problem", problem}});
  board_.Update(number_, [&](LogProgress& progress) {
    progress.connected = false;
    progress.problem = problem;
  });
}

}  // namespace broadsheet::query
