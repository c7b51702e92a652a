// The values of a string column over several segments, numbered in their order.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "query_service/index/segments/segment.h"

namespace broadsheet::query {

using SegmentPointers = std::span<const Segment* const>;
// Values by segment and code.
using WantedValues = std::vector<std::vector<bool>>;

// Equal values of several segments have one ordinal, and ordinals are ordered as the
// values are, so that counting, adding up and sorting need no strings. Immutable.
class ValueOrdinals {
 public:
  // Of all values, or of those of `wanted` where it is not null; a segment may have
  // none there. Takes time in proportion to all values. CANCELLED when `cancelled`,
  // which may be empty, says so.
  static absl::StatusOr<std::shared_ptr<const ValueOrdinals>> Make(SegmentPointers segments, Column column,
                                                                   const WantedValues* wanted,
                                                                   const std::function<bool()>& cancelled);

  uint32_t size() const { return static_cast<uint32_t>(homes_.size()); }
  // By code; of wanted values only.
  std::span<const uint32_t> Of(size_t segment) const { return ordinals_[segment]; }
  // `segments` and `column` as they were given to Make.
  std::string ValueOf(uint32_t ordinal, SegmentPointers segments, Column column) const;

 private:
  // Where one of the values is.
  struct Home {
    uint32_t segment;
    ValueCode code;
  };
  std::vector<std::vector<uint32_t>> ordinals_;
  std::vector<Home> homes_;  // by ordinal
};

// Keeps each column's ordinals for as long as the segments are the same: 4 bytes a
// value of a segment, and 8 for each different one. Thread-safe.
class OrdinalCache {
 public:
  // Null: not known.
  std::shared_ptr<const ValueOrdinals> Find(SegmentPointers segments, Column column) const;
  // Those of the wanted values; where these are many, of all, and keeps them.
  absl::StatusOr<std::shared_ptr<const ValueOrdinals>> Make(SegmentPointers segments, Column column,
                                                            const WantedValues& wanted,
                                                            const std::function<bool()>& cancelled);

 private:
  struct Known {
    std::vector<uint64_t> segments;  // Segment::Serial
    std::shared_ptr<const ValueOrdinals> ordinals;
  };
  mutable std::mutex mutex_;
  std::map<Column, Known> known_;  // the latest
};

}  // namespace broadsheet::query
