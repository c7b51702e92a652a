// From several segments to one, without the documents that were deleted.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "query_service/index/segments/section_file.h"
#include "query_service/index/segments/segment.h"

namespace broadsheet::query {

// A bit for each document.
using DeletedDocuments = std::vector<uint64_t>;

struct MergeInput {
  const Segment* segment = nullptr;
  const DeletedDocuments* deleted = nullptr;  // null: none
};

inline bool IsDeleted(const MergeInput& input, uint32_t document) {
  return input.deleted != nullptr && (*input.deleted)[document / 64] >> document % 64 & 1;
}

// Documents that a merge would leave.
uint32_t LiveDocuments(const MergeInput& input);

// Writes the merged segment, at least one document. CANCELLED soon after
// `cancelled` returns true; it is asked often.
absl::Status MergeSegments(std::span<const MergeInput> inputs, const std::function<bool()>& cancelled,
                           SectionWriter& file);

}  // namespace broadsheet::query
