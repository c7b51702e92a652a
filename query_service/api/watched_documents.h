// Changed records as the index has them, for all watches together.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>

#include "broadsheet/record/v1/record.pb.h"
#include "common/cache/byte_cache.h"
#include "query_service/index/record_index.h"

namespace broadsheet::query {

// A version never changes and is prepared once, however many watches look at it
// within as many changes as there is room for. Thread-safe.
class WatchedDocuments {
 public:
  explicit WatchedDocuments(size_t max_bytes) : documents_(max_bytes) {}

  // IndexedDocument of a version.
  std::shared_ptr<const IndexDocument> Of(DocId doc, const record::v1::Record& record);
  // Null: it is not here.
  std::shared_ptr<const IndexDocument> Find(DocId doc) { return documents_.Get(doc); }

  CacheStats Stats() const { return documents_.Stats(); }

 private:
  ByteCache<IndexDocument> documents_;
  std::mutex preparing_;
};

}  // namespace broadsheet::query
