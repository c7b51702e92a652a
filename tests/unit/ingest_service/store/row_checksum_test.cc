#include "ingest_service/store/row_checksum.h"

#include <gtest/gtest.h>

namespace broadsheet::ingest {
namespace {

// Stores keep checksums: these never change.
TEST(RowChecksumTest, IsTheSameForEver) {
  const LogEntry entry{7, LogEntry::Kind::kIssueWritten, "publications/p/issues/i", "payload",
                       absl::FromUnixMicros(1'700'000'000'000'000)};
  EXPECT_EQ(EntryChecksum(entry), -8150796976359653486);
  IssueRowBytes row{"publications/p/issues/i", "sha", "issue", "described", 7, "account"};
  EXPECT_EQ(IssueChecksum(row), 6522304323567715923);
  row.described = "";
  const int64_t empty = IssueChecksum(row);
  row.described.reset();
  EXPECT_NE(IssueChecksum(row), empty);
}

}  // namespace
}  // namespace broadsheet::ingest
