#include "ingest_service/store/row_checksum.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace broadsheet::ingest {
namespace {

class Checksum {
 public:
  Checksum() { XXH3_64bits_reset(&state_); }

  // Numbers as they are in memory: the platforms are little-endian.
  Checksum& Add(int64_t number) {
    XXH3_64bits_update(&state_, &number, sizeof(number));
    return *this;
  }
  // With its length, so that no byte can move into the next one.
  Checksum& Add(std::string_view bytes) {
    Add(static_cast<int64_t>(bytes.size()));
    XXH3_64bits_update(&state_, bytes.data(), bytes.size());
    return *this;
  }
  int64_t Digest() const { return static_cast<int64_t>(XXH3_64bits_digest(&state_)); }

 private:
  XXH3_state_t state_;
};

}  // namespace

int64_t EntryChecksum(const LogEntry& entry) {
  return Checksum()
      .Add(static_cast<int64_t>(entry.sequence))
      .Add(static_cast<int64_t>(entry.kind))
      .Add(entry.name)
      .Add(entry.payload)
      .Add(absl::ToUnixMicros(entry.commit_time))
      .Digest();
}

int64_t IssueChecksum(const IssueRowBytes& row) {
  Checksum checksum;
  checksum.Add(row.name).Add(row.content_sha256).Add(row.issue).Add(static_cast<int64_t>(row.described.has_value()));
  return checksum.Add(row.described.value_or("")).Add(static_cast<int64_t>(row.last)).Add(row.account).Digest();
}

}  // namespace broadsheet::ingest
