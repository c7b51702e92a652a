// Versions of records, ready to be shown, that searches found lately.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "common/cache/byte_cache.h"
#include "query_service/search/prepared_record.h"
#include "query_service/store/record_store.h"

namespace broadsheet::query {

// A version never changes, and an index finds none that was replaced or
// deleted: so what is kept is never out of date, and goes when nobody asks for
// it any more. Thread-safe.
class RecordCache {
 public:
  // 0: keeps nothing.
  explicit RecordCache(size_t max_bytes) : versions_(max_bytes) {}

  // Versions by id, in that order; null: there is none. DATA_LOSS, reason
  // STORAGE_CORRUPT: one cannot be read; the store's errors.
  absl::StatusOr<std::vector<std::shared_ptr<const PreparedRecord>>> Read(const RecordStore& store,
                                                                          std::span<const DocId> ids,
                                                                          const Cancelled& cancelled);

  CacheStats Stats() const { return versions_.Stats(); }

 private:
  ByteCache<PreparedRecord> versions_;
};

}  // namespace broadsheet::query
