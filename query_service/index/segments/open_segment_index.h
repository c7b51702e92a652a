// The index of segments on disk.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "query_service/index/record_index.h"

namespace broadsheet::query {

struct SegmentIndexOptions {
  // What is applied is written to disk by itself when memory holds so much,
  // whether Flush is called or not.
  uint32_t live_documents = 32768;
  uint64_t live_bytes = 96 << 20;
  // Called before anything that was applied is written to disk, to make durable
  // first what the index is derived from; an error puts it off.
  std::function<absl::Status()> before_flush{};
  // Segments on disk do not grow beyond this by merging.
  uint32_t largest_segment = 4 << 20;
  // Merge in a thread of its own; otherwise Flush merges, and returns after.
  bool background_merges = true;
};

// Opens the index in a directory, which is created if need be and belongs to
// this one object. An index that is damaged or incomplete is not served: its
// files are removed, Applied() is 0, and Info().problem says what was found
// until the next Flush; apply everything again from the store.
// UNAVAILABLE, reason INDEX_IO: the directory cannot be used.
absl::StatusOr<std::unique_ptr<RecordIndex>> OpenSegmentIndex(const std::string& directory,
                                                              const SegmentIndexOptions& options = {});

}  // namespace broadsheet::query
