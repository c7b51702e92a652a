#include "ingest_service/feed/feed_reader.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/api/timestamp.h"
#include "common/feed/position.h"
#include "common/status/error.h"

namespace broadsheet::ingest {
namespace {

std::string Format(const LogHead& head, Sequence sequence) {
  return sequence == 0 ? "" : FormatPosition(head.log_id, sequence);
}

absl::Status Convert(const LogEntry& from, std::string_view log_id, feed::v1::Entry& to) {
  to.set_position(FormatPosition(log_id, from.sequence));
  *to.mutable_commit_time() = ToTimestamp(from.commit_time);
  bool read = true;
  switch (from.kind) {
    case LogEntry::Kind::kRecordWritten:
      read = to.mutable_record_written()->ParseFromString(from.payload);
      break;
    case LogEntry::Kind::kRecordDeleted:
      to.set_record_deleted(from.name);
      break;
    case LogEntry::Kind::kIssueWritten:
      read = to.mutable_issue_written()->ParseFromString(from.payload);
      break;
    case LogEntry::Kind::kIssueDeleted:
      to.set_issue_deleted(from.name);
      break;
    case LogEntry::Kind::kSuperseded:
      to.set_superseded(from.name);
      break;
  }
  if (read) return absl::OkStatus();
  return Error(absl::StatusCode::kDataLoss, "STORAGE_CORRUPT",
               absl::StrCat("the entry at ", to.position(), " cannot be read"), {{"position", to.position()}});
}

absl::Status BadPosition(std::string_view after) {
  return Error(absl::StatusCode::kInvalidArgument, "BAD_POSITION",
               absl::StrCat("after: got \"", absl::Utf8SafeCEscape(std::string(after.substr(0, 100))),
                            "\", want a position that this feed gave, or nothing"),
               {{"field", "after"}});
}

absl::Status ForeignLog(std::string_view after, const LogHead& head) {
  return Error(absl::StatusCode::kFailedPrecondition, "FOREIGN_LOG",
               absl::StrCat("after: ", std::string(after), " belongs to another log, this one is ", head.log_id,
                            "; start over from the beginning"),
               {{"log_id", head.log_id}});
}

absl::Status PositionAhead(std::string_view after, const LogHead& head) {
  return Error(absl::StatusCode::kFailedPrecondition, "POSITION_AHEAD",
               absl::StrCat("after: ", std::string(after), " lies beyond the head, ", Format(head, head.last),
                            ": this log lost entries; start over from the beginning"),
               {{"log_id", head.log_id}, {"head_position", Format(head, head.last)}});
}

absl::Status Diverged(const std::string& after, absl::Time known, absl::Time here) {
  return Error(
      absl::StatusCode::kFailedPrecondition, "LOG_DIVERGED",
      absl::StrCat("after: the entry at ", after, " was committed at ", absl::FormatTime(here, absl::UTCTimeZone()),
                   ", want ", absl::FormatTime(known, absl::UTCTimeZone()),
                   ": this log is an older copy that has grown since; start over from the beginning"),
      {{"position", after}});
}

absl::Status PositionTrimmed(std::string_view after, const LogHead& head) {
  const std::string oldest = Format(head, head.oldest);
  return Error(
      absl::StatusCode::kOutOfRange, "POSITION_TRIMMED",
      absl::StrCat("entries after ", std::string(after), " are no longer kept, the oldest is ", oldest, "; start over"),
      {{"oldest_position", oldest}});
}

}  // namespace

absl::StatusOr<Sequence> FeedReader::Resolve(std::string_view after, std::optional<absl::Time> commit_time) const {
  const LogHead head = log_.Head();
  if (after.empty()) return head.oldest - 1;
  const auto position = ParsePosition(after);
  if (!position) return BadPosition(after);
  if (position->log_id != head.log_id) return ForeignLog(after, head);
  if (position->sequence > head.last) return PositionAhead(after, head);
  if (position->sequence + 1 < head.oldest) return PositionTrimmed(after, head);
  if (commit_time && position->sequence >= head.oldest) {
    if (absl::Status status = CheckCommitTime(position->sequence, *commit_time); !status.ok()) return status;
  }
  return position->sequence;
}

absl::Status FeedReader::CheckCommitTime(Sequence sequence, absl::Time known) const {
  const auto entry = log_.Read(sequence - 1, 1, 1);
  if (!entry.ok()) return entry.status();
  const absl::Time here = entry->front().commit_time;
  // Followers may keep microseconds.
  return absl::ToUnixMicros(here) == absl::ToUnixMicros(known) ? absl::OkStatus()
                                                               : Diverged(PositionOf(sequence), known, here);
}

absl::StatusOr<Sequence> FeedReader::Read(Sequence after, size_t max_entries, size_t max_bytes,
                                          FeedEntries& entries) const {
  const auto run = log_.Read(after, max_entries, max_bytes);
  if (absl::IsOutOfRange(run.status())) return PositionTrimmed(PositionOf(after), log_.Head());
  if (!run.ok()) return run.status();
  const std::string log_id = log_.Head().log_id;
  for (const LogEntry& entry : *run) {
    if (absl::Status status = Convert(entry, log_id, *entries.Add()); !status.ok()) return status;
  }
  return run->empty() ? after : run->back().sequence;
}

FeedPlace FeedReader::PlaceOf(Sequence last) const {
  const LogHead head = log_.Head();
  return {head.log_id, Format(head, head.last), static_cast<int64_t>(std::max(head.last, last) - last)};
}

std::string FeedReader::PositionOf(Sequence sequence) const { return Format(log_.Head(), sequence); }

}  // namespace broadsheet::ingest
