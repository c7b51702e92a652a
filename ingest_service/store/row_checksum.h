// Checksums of the store's rows, so that a changed bit in one is found, which
// SQLite's integrity check does not see.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "ingest_service/store/record_log.h"

namespace broadsheet::ingest {

// XXH3-64 of everything in a row of `entries`. Files keep it: never to be changed.
int64_t EntryChecksum(const LogEntry& entry);

// The same of a row of `issues`, its id aside, with what beside the content is
// stored of the upload.
struct IssueRowBytes {
  std::string_view name, content_sha256, issue;
  std::optional<std::string_view> described;
  Sequence last = 0;
  std::string_view account;
};
int64_t IssueChecksum(const IssueRowBytes& row);

}  // namespace broadsheet::ingest
