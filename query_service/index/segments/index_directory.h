// The files of an index on disk: segments, what is deleted of them, and the
// manifest that says which of them count. Knows nothing of what is in memory.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "query_service/index/segments/manifest.h"
#include "query_service/index/segments/segment_merger.h"
#include "query_service/index/segments/segment_set.h"

namespace broadsheet::query {

// Not thread-safe, but for Merge.
class IndexDirectory {
 public:
  explicit IndexDirectory(std::string path) : path_(std::move(path)) {}

  // Creates the directory if need be.
  absl::Status Create();
  // What the manifest names. DATA_LOSS, reason DAMAGED_SEGMENT.
  absl::StatusOr<SegmentSet> Load();
  // Makes the index empty.
  absl::Status Clear();
  // Removes files that the manifest does not name.
  void RemoveOthers() const;

  // Up to which batch the manifest is.
  uint64_t Applied() const { return manifest_.applied; }
  // Never used before.
  std::string NewName(std::string_view kind);

  // Writes a segment file; by any thread, as `name` is the caller's own.
  absl::StatusOr<std::shared_ptr<const Segment>> Merge(std::span<const MergeInput> inputs,
                                                       const std::function<bool()>& cancelled,
                                                       const std::string& name) const;
  // Writes what is deleted of a part, and makes that durable with the next Commit.
  absl::Status WriteDeleted(SegmentPart& part, std::shared_ptr<const DeletedDocuments> deleted);

  // The manifest becomes the parts of `set` that are on disk with what is
  // durably deleted of them; durable on OK. Files it no longer names are removed.
  absl::Status Commit(const SegmentSet& set, uint64_t applied);
  // After an error: removes the files of `set` that no manifest can name.
  void Discard(const SegmentSet& set) const;

 private:
  std::string PathOf(const std::string& file) const { return path_ + "/" + file; }
  void Remove(const std::string& file) const;

  const std::string path_;
  Manifest manifest_;  // as on disk
  // Those of the manifest; after a write that may or may not have replaced it,
  // those of the new one too.
  std::set<std::string> committed_files_;
  uint64_t next_file_ = 1;
};

}  // namespace broadsheet::query
