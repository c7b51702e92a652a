// How much text this server takes.
#pragma once

#include <cstdint>

namespace broadsheet::ingest {

struct UploadLimits {
  int64_t issue_bytes = int64_t{16} << 20;       // one issue's text
  int64_t in_flight_bytes = int64_t{256} << 20;  // all texts being uploaded or parsed
};

}  // namespace broadsheet::ingest
