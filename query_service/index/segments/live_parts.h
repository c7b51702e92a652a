// The parts of the index that are only in memory.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "query_service/index/record_index.h"
#include "query_service/index/segments/segment_set.h"

namespace broadsheet::query {

// How much of a set is only in memory.
struct LiveSize {
  uint64_t documents = 0, bytes = 0;
};
LiveSize LiveSizeOf(const SegmentSet& set);

// Adds segments of some documents, of at most kMaximumBuild each; of a document
// that has more text than can be built, its beginning.
absl::Status AddLive(std::span<const IndexDocument* const> documents, std::vector<SegmentPart>& parts);

// Merges small parts in memory tier by tier, so that a trickle does not make
// many; larger ones wait for the next flush.
absl::Status MergeSmallLive(std::vector<SegmentPart>& parts);

// What to merge: parts without what is deleted of them.
std::vector<MergeInput> InputsOf(std::span<const SegmentPart> parts);

}  // namespace broadsheet::query
