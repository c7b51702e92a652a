// One facet of a search: a column's values counted over all segments.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "absl/status/statusor.h"
#include "query_service/index/record_index.h"
#include "query_service/index/segments/segment.h"
#include "query_service/index/segments/value_ordinals.h"
#include "query_service/index/segments/window.h"

namespace broadsheet::query {

class FacetColumn {
 public:
  explicit FacetColumn(Column column) : column_(column) {}

  // What is added from now on is of this segment, which outlives this object.
  void Enter(const Segment& segment);
  void Add(uint32_t window, const Words& matches);

  // The `limit` most frequent values. `segments` are all of the index, those entered
  // among them. CANCELLED when `cancelled`, which may be empty, says so.
  absl::StatusOr<FacetCounts> Finish(SegmentPointers segments, OrdinalCache& known, size_t limit,
                                     const std::function<bool()>& cancelled);

 private:
  struct Counted {
    const Segment* segment;
    std::vector<uint32_t> counts;  // by code, or number less the least
  };

  void AddNumbers(uint32_t start, const Words& matches);
  void AddCodes(uint32_t start, const Words& matches);
  // Moves the numbers counted of the last segment to numbers_.
  void LeaveNumbers();

  FacetCounts FinishNumbers(size_t limit);
  absl::StatusOr<FacetCounts> FinishTexts(SegmentPointers segments, OrdinalCache& known, size_t limit,
                                          const std::function<bool()>& cancelled) const;
  // Of a segment; null: nothing was counted.
  const std::vector<uint32_t>* CountsOf(const Segment* segment) const;

  const Column column_;
  std::vector<Counted> segments_;  // of a number column the last one only
  std::map<int64_t, uint64_t> numbers_;
};

}  // namespace broadsheet::query
