#include "query_service/options.h"

#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "common/config/option_value.h"
#include "common/status/error.h"

namespace broadsheet::query {
namespace {

absl::Status ValidateAddresses(const Options& options) {
  constexpr std::string_view kFlag = "--ingest-addresses";
  std::set<std::string> known;
  for (const std::string& address : IngestAddresses(options)) {
    if (!ParseHostPort(address)) return FieldError(kFlag, address, "host:port, with commas between");
    if (!known.insert(address).second) return FieldError(kFlag, address, "each address once");
  }
  if (known.empty()) return FieldError(kFlag, "", "host:port of an ingest service");
  return absl::OkStatus();
}

absl::Status Validate(const Options& options) {
  if (options.data_dir.empty()) return FieldError("--data-dir", "", "a folder for store and index");
  if (options.index != "segments" && options.index != "scan") {
    return FieldError("--index", options.index, "segments or scan");
  }
  return ValidateAddresses(options);
}

}  // namespace

std::vector<std::string> IngestAddresses(const Options& options) {
  std::vector<std::string> addresses;
  for (const auto address : absl::StrSplit(options.ingest_addresses, ',', absl::SkipWhitespace())) {
    addresses.emplace_back(absl::StripAsciiWhitespace(address));
  }
  return addresses;
}

absl::StatusOr<ParseOutcome> ReadOptions(int argc, const char* const* argv, Options& options) {
  OptionParser parser("query_service", "Follows ingest services and answers searches over their records.");
  parser.AddText("data-dir", options.data_dir, "folder of store and index; created if it is missing (required)");
  parser.AddText("ingest-addresses", options.ingest_addresses,
                 "ingest services to follow, host:port with commas between (required)");
  AddCredentialOptions(parser, "ingest", options.ingest);
  parser.AddText("index", options.index, "segments: on disk, for any size; scan: in memory, exact and slow");
  parser.AddFlag("start-over", options.start_over,
                 "when a feed serves another log than before, remove what the former gave and follow from its "
                 "beginning, instead of reporting a problem");
  parser.AddDuration("feed-patience", options.feed_patience, {absl::ZeroDuration(), absl::InfiniteDuration()},
                     "a replica is ready when it has followed every log to its head; one that did so before a restart "
                     "also after so long without a word from the feed");
  parser.AddDuration("slow-query", options.slow_query, {absl::ZeroDuration(), absl::InfiniteDuration()},
                     "a search that takes longer is logged with its plan");
  parser.AddInteger("store-readers", options.store_readers, {1, 64}, "reads of the store at once");
  parser.AddBytes("record-cache-bytes", options.record_cache_bytes, {0, int64_t{64} << 30},
                  "memory for records that searches found lately");
  parser.AddInteger("flush-entries", options.flush_entries, {1, 1'000'000'000},
                    "log entries after which the index is written to disk; a restart repeats at most these");
  parser.AddDuration("flush-interval", options.flush_interval, {absl::Milliseconds(1), absl::Hours(24)},
                     "time after which it is, if entries came since");
  parser.AddInteger("index-memory-records", options.index_memory_records, {1, 1'000'000},
                    "records of the index that memory holds at most before they are written to disk");
  return ParseServiceOptions(argc, argv, parser, options.server, [&] { return Validate(options); });
}

}  // namespace broadsheet::query
