// Counting matches by their values over the segments of one state of the index.
#pragma once

#include <span>

#include "absl/status/statusor.h"
#include "query_service/index/aggregation.h"
#include "query_service/index/segments/segment_search.h"

namespace broadsheet::query {

absl::StatusOr<AggregationAnswer> AggregateSegments(std::span<const SegmentView> segments,
                                                    const IndexAggregation& aggregation, OrdinalCache& ordinals);

}  // namespace broadsheet::query
