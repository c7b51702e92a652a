// Verification of the SQLite record log's file.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"

namespace broadsheet::ingest {

struct StoreSummary {
  std::string log_id;
  uint64_t issues = 0, records = 0, entries = 0;
};

// Whether a file is a whole record log of this or an earlier version:
//   - SQLite's integrity check; positions without gaps
//   - every entry and every issue (with its description and account) under its
//     checksum; where a release before checksums wrote it, it can be read and
//     names what its row is of
//   - every issue and each of its records is in the entry that it says
//   - every upload's bytes under their SHA-256
// Not covered are request ids and the order of an issue's records. The file has
// to be at rest. DATA_LOSS, saying where, otherwise.
absl::StatusOr<StoreSummary> VerifyStore(const std::string& path);

}  // namespace broadsheet::ingest
