// The log as the feed's messages show it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "broadsheet/feed/v1/feed_service.pb.h"
#include "google/protobuf/repeated_field.h"
#include "ingest_service/store/record_log.h"

namespace broadsheet::ingest {

using FeedEntries = google::protobuf::RepeatedPtrField<feed::v1::Entry>;

// Where a reader stands in the log.
struct FeedPlace {
  std::string log_id;
  std::string head_position;  // empty: the log is empty
  int64_t remaining = 0;      // entries behind the place
};

// Thread-safe. `log` has to outlive it.
class FeedReader {
 public:
  explicit FeedReader(const RecordLog& log) : log_(log) {}

  // The place that a request's `after` names, with the errors of
  // feed_service.proto; LOG_DIVERGED if its entry was committed at another time
  // (to the microsecond) than is known of it.
  absl::StatusOr<Sequence> Resolve(std::string_view after, std::optional<absl::Time> commit_time = {}) const;

  // Appends the next entries to `entries` and returns the last one's sequence;
  // `after` at the head. Limits as RecordLog::Read.
  absl::StatusOr<Sequence> Read(Sequence after, size_t max_entries, size_t max_bytes, FeedEntries& entries) const;

  FeedPlace PlaceOf(Sequence last) const;
  std::string PositionOf(Sequence sequence) const;  // empty for 0
  bool AtHead(Sequence last) const { return log_.Head().last <= last; }

 private:
  absl::Status CheckCommitTime(Sequence sequence, absl::Time known) const;

  const RecordLog& log_;
};

}  // namespace broadsheet::ingest
