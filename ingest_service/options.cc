#include "ingest_service/options.h"

#include "absl/strings/str_cat.h"
#include "common/config/option_value.h"
#include "common/status/error.h"

namespace broadsheet::ingest {
namespace {

constexpr int64_t kKiB = int64_t{1} << 10, kMiB = int64_t{1} << 20, kGiB = int64_t{1} << 30;

absl::Status Validate(const Options& options) {
  if (options.data_dir.empty()) return FieldError("--data-dir", "", "a folder for the database");
  if (options.uploads.in_flight_bytes < options.uploads.issue_bytes) {
    return FieldError("--max-upload-bytes-in-flight", FormatBytes(options.uploads.in_flight_bytes),
                      absl::StrCat("at least --max-issue-bytes, ", FormatBytes(options.uploads.issue_bytes)));
  }
  const int64_t needed = options.uploads.issue_bytes * static_cast<int64_t>(kParseBytesPerByte);
  if (options.uploads.parse_memory_bytes < needed) {
    return FieldError("--max-parse-memory-bytes", FormatBytes(options.uploads.parse_memory_bytes),
                      absl::StrCat("at least ", kParseBytesPerByte, " times --max-issue-bytes, ", FormatBytes(needed)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ParseOutcome> ReadOptions(int argc, const char* const* argv, Options& options) {
  OptionParser parser("ingest_service", "Restores the articles of newspaper issues and serves them as a log.");
  parser.AddText("data-dir", options.data_dir, "folder of the database; created if it is missing (required)");
  parser.AddBytes("max-issue-bytes", options.uploads.issue_bytes, {kKiB, kGiB}, "largest text of one issue");
  parser.AddBytes("max-upload-bytes-in-flight", options.uploads.in_flight_bytes, {kMiB, 256 * kGiB},
                  "largest sum of the texts that are being uploaded or parsed");
  parser.AddBytes("max-parse-memory-bytes", options.uploads.parse_memory_bytes, {128 * kKiB, 256 * kGiB},
                  "memory of all texts that are being parsed: 128 bytes for each of theirs");
  parser.AddDuration("max-upload-duration", options.uploads.receiving, {absl::Seconds(1), absl::Hours(24)},
                     "then an upload is refused whose text is not there");
  parser.AddDuration("request-id-retention", options.request_id_retention, {absl::Minutes(1), absl::Hours(24 * 3650)},
                     "how long request ids are known, at least");
  parser.AddText("language-model-file", options.parser.language_model_path,
                 "libime's word model of simplified Chinese");
  return ParseServiceOptions(argc, argv, parser, options.server, [&] { return Validate(options); });
}

}  // namespace broadsheet::ingest
