// Which segments to merge: tiers, so that a document is written a few times and
// a search has a few segments to ask.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace broadsheet::query {

struct SegmentSize {
  uint32_t documents = 0;
  uint32_t deleted = 0;
};

// As many segments of one tier become one of the next.
inline constexpr uint32_t kMergeFactor = 4;

// Indexes of segments to merge into one; empty: nothing to do. Segments below
// `smallest` documents share a tier; none that is merged becomes larger than
// `largest`. One that is half deleted is merged by itself.
std::vector<size_t> ChooseMerge(std::span<const SegmentSize> segments, uint32_t smallest, uint32_t largest);

}  // namespace broadsheet::query
