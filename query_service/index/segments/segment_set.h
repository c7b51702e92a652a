// One state of the index: its segments with what is deleted of each.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "query_service/index/segments/segment_search.h"

namespace broadsheet::query {

// A segment in memory or on disk.
struct SegmentPart : SegmentView {
  std::string file;  // empty: only in memory
  // What is deleted as of the manifest, and the file that has it.
  std::shared_ptr<const DeletedDocuments> durable_deleted;
  std::string deleted_file;

  bool InMemory() const { return file.empty(); }
  uint32_t Live() const { return segment->Documents() - deleted_count; }
};

struct SegmentSet {
  std::vector<SegmentPart> parts;
  uint64_t applied = 0;
};

// A part of which nothing is deleted.
SegmentPart MakePart(std::shared_ptr<const Segment> segment, std::string file);

// Replaces what is deleted, and what follows from it.
void SetDeleted(SegmentPart& part, std::shared_ptr<const DeletedDocuments> deleted);

// Marks documents; those that are not there are passed over.
void MarkDeleted(std::vector<SegmentPart>& parts, std::span<const DocId> ids);

// What became deleted in `parts` after they were merged without `merged_away`
// (one entry a part, null: nothing), as documents of the merged segment; null:
// nothing. `now`: which of a part's two bitmaps counts.
using DeletedOf = std::function<const DeletedDocuments*(const SegmentPart&)>;
std::shared_ptr<const DeletedDocuments> CarryDeleted(
    std::span<const SegmentPart> parts, std::span<const std::shared_ptr<const DeletedDocuments>> merged_away,
    const DeletedOf& now, const Segment& merged);

// Files of deleted documents.
absl::Status WriteDeleted(const std::string& path, const DeletedDocuments& deleted);
absl::StatusOr<std::shared_ptr<const DeletedDocuments>> ReadDeleted(const std::string& path);

}  // namespace broadsheet::query
