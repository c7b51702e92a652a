// How much text this server takes.
#pragma once

#include <cstdint>

#include "absl/time/time.h"

namespace broadsheet::ingest {

// What a parse needs at most while it runs, for a text that is one large page: 120 to
// 125 were measured. Pages of their own need less.
inline constexpr uint64_t kParseBytesPerByte = 128;

struct UploadLimits {
  int64_t issue_bytes = int64_t{16} << 20;        // one issue's text
  int64_t in_flight_bytes = int64_t{256} << 20;   // all texts being uploaded or parsed
  int64_t parse_memory_bytes = int64_t{2} << 30;  // of all parses, kParseBytesPerByte for each byte
  absl::Duration receiving = absl::Minutes(10);   // from an upload's begin to the end of its text
};

}  // namespace broadsheet::ingest
