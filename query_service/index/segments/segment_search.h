// A search over the segments of one state of the index.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "query_service/index/record_index.h"
#include "query_service/index/segments/segment.h"
#include "query_service/index/segments/segment_merger.h"
#include "query_service/index/segments/segment_plan.h"
#include "query_service/index/segments/value_ordinals.h"
#include "query_service/index/segments/window.h"

namespace broadsheet::query {

// A segment and what was deleted of it. Immutable, like the segment.
struct SegmentView {
  std::shared_ptr<const Segment> segment;
  std::shared_ptr<const DeletedDocuments> deleted;  // null: none
  uint32_t deleted_count = 0;
  uint64_t live_length = 0;  // characters of the default fields of what is left
};

// The documents of `range` in a window, without the deleted ones.
Words PresentIn(const SegmentView& view, const DocumentRange& range, uint32_t window);

std::vector<const Segment*> PointersTo(std::span<const SegmentView> segments);

absl::StatusOr<IndexAnswer> SearchSegments(std::span<const SegmentView> segments, const IndexSearch& search,
                                           OrdinalCache& ordinals);

}  // namespace broadsheet::query
