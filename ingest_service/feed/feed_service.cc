#include "ingest_service/feed/feed_service.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/api/timestamp.h"
#include "common/server/method.h"
#include "common/status/error.h"

namespace broadsheet::ingest {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int64_t kMostBytes = 3 << 20;
constexpr int64_t kReadBytes = 1 << 20;
constexpr int64_t kWatchBytes = 256 << 10;
constexpr int32_t kMostEntries = 10000;
constexpr int32_t kReadEntries = 100;
// How long a client may be gone before an idle watch notices.
constexpr std::chrono::milliseconds kCancelPoll{200};

// A limit by the rules of the messages: 0 is the default, more than the most
// is coerced.
absl::StatusOr<size_t> Limit(std::string_view field, int64_t got, int64_t by_default, int64_t most) {
  if (got < 0) return FieldError(field, absl::StrCat(got), absl::StrCat("0 (", by_default, ") to ", most));
  return static_cast<size_t>(got == 0 ? by_default : std::min(got, most));
}

// What the client knows of the entry at `after`.
template <typename Request>
std::optional<absl::Time> AfterCommitTime(const Request& request) {
  return request.has_after_commit_time() ? std::optional(FromTimestamp(request.after_commit_time())) : std::nullopt;
}

// The fields that say where a reader stands; the same in both responses.
template <typename Response>
void SetPlace(const FeedReader& reader, Sequence last, Response& response) {
  FeedPlace place = reader.PlaceOf(last);
  response.set_last_position(reader.PositionOf(last));
  response.set_head_position(std::move(place.head_position));
  response.set_remaining(place.remaining);
  response.set_log_id(std::move(place.log_id));
}

}  // namespace

FeedService::FeedService(CallGate& gate, RecordLog& log, const FeedOptions& options)
    : gate_(gate), options_(options), reader_(log), signal_(log) {}

grpc::Status FeedService::ReadRecords(grpc::ServerContext* context, const feed::v1::ReadRecordsRequest* request,
                                      feed::v1::ReadRecordsResponse* response) {
  return gate_.Serve(*context, MethodOf(kFeedService, "ReadRecords"), [&](Call&) { return Read(*request, *response); });
}

grpc::Status FeedService::WatchRecords(grpc::ServerContext* context, const feed::v1::WatchRecordsRequest* request,
                                       grpc::ServerWriter<feed::v1::WatchRecordsResponse>* writer) {
  return gate_.Serve(*context, MethodOf(kFeedService, "WatchRecords"),
                     [&](Call& call) { return Watch(call, *request, *writer); });
}

absl::Status FeedService::Read(const feed::v1::ReadRecordsRequest& request,
                               feed::v1::ReadRecordsResponse& response) const {
  const auto max_entries = Limit("max_entries", request.max_entries(), kReadEntries, kMostEntries);
  if (!max_entries.ok()) return max_entries.status();
  const auto max_bytes = Limit("max_bytes", request.max_bytes(), kReadBytes, kMostBytes);
  if (!max_bytes.ok()) return max_bytes.status();
  const auto after = reader_.Resolve(request.after(), AfterCommitTime(request));
  if (!after.ok()) return after.status();
  const auto last = reader_.Read(*after, *max_entries, *max_bytes, *response.mutable_entries());
  if (!last.ok()) return last.status();
  SetPlace(reader_, *last, response);
  return absl::OkStatus();
}

absl::Status FeedService::Watch(Call& call, const feed::v1::WatchRecordsRequest& request,
                                grpc::ServerWriter<feed::v1::WatchRecordsResponse>& writer) {
  const auto max_bytes = Limit("max_bytes", request.max_bytes(), kWatchBytes, kMostBytes);
  if (!max_bytes.ok()) return max_bytes.status();
  auto last = reader_.Resolve(request.after(), AfterCommitTime(request));
  if (!last.ok()) return last.status();

  feed::v1::WatchRecordsResponse message;
  Clock::time_point progress_due = Clock::now();
  while (true) {
    if (absl::Status status = call.CheckAlive(); !status.ok()) return status;
    if (reader_.AtHead(*last) && Clock::now() < progress_due) {
      signal_.WaitBeyond(*last, call.stop_token(), kCancelPoll);
      continue;
    }
    message.Clear();
    last = Compose(*last, *max_bytes, message);
    if (!last.ok()) return last.status();
    if (absl::Status status = call.Write([&] { return writer.Write(message); }); !status.ok()) return status;
    // Earlier than promised by as much as a wait may take.
    progress_due = Clock::now() + options_.progress_interval - 2 * kCancelPoll;
  }
}

absl::StatusOr<Sequence> FeedService::Compose(Sequence after, size_t max_bytes,
                                              feed::v1::WatchRecordsResponse& message) const {
  const auto last = reader_.Read(after, kMostEntries, max_bytes, *message.mutable_entries());
  if (!last.ok()) return last;
  if (!message.entries().empty()) message.set_first_position(message.entries(0).position());
  SetPlace(reader_, *last, message);
  *message.mutable_send_time() = ToTimestamp(absl::Now());
  return last;
}

}  // namespace broadsheet::ingest
