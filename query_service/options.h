// What query_service is told at its start.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/client/channel.h"
#include "common/config/option_parser.h"
#include "common/server/server_options.h"

namespace broadsheet::query {

struct Options {
  ServerOptions server;
  std::string data_dir;                                 // holds store and index; created if it is missing
  std::string ingest_addresses;                         // the ingest services that are followed, with commas between
  ChannelOptions ingest;                                // how to reach each of them; its address is not used
  std::string index = "segments";                       // or "scan"
  bool start_over = false;                              // see FollowerOptions
  absl::Duration feed_patience = absl::Seconds(30);     // see ReplicaStart
  absl::Duration slow_query = absl::Milliseconds(500);  // see Backend
  int64_t store_readers = 8;                            // reads of the store at once
  int64_t record_cache_bytes = int64_t{128} << 20;
  // When the index is written to disk: see Applier::Options and SegmentIndexOptions.
  int64_t flush_entries = 20'000;
  absl::Duration flush_interval = absl::Seconds(30);
  int64_t index_memory_records = 32'768;
};

// The single addresses of ingest_addresses.
std::vector<std::string> IngestAddresses(const Options& options);

// Flags and BROADSHEET_… variables into `options`, whose values are the
// defaults. INVALID_ARGUMENT naming the flag, what was got and wanted.
absl::StatusOr<ParseOutcome> ReadOptions(int argc, const char* const* argv, Options& options);

}  // namespace broadsheet::query
