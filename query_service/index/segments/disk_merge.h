// A merge of segments on disk: which, and what of the index it replaces. The
// merge itself takes long and runs beside writes and searches; what was deleted
// meanwhile is carried over.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "query_service/index/segments/index_directory.h"
#include "query_service/index/segments/segment_merger.h"
#include "query_service/index/segments/segment_set.h"

namespace broadsheet::query {

struct DiskMerge {
  std::vector<SegmentPart> parts;  // as they were when it was chosen; empty: none is due
  std::string name;                // of the file it makes

  // Without what is deleted for good: the rest might be undone by a crash.
  std::vector<MergeInput> Inputs() const;
  // Documents that it leaves.
  uint64_t Live() const;
};

// The merge that is due. No merged segment becomes larger than `largest`.
DiskMerge ChooseDiskMerge(const SegmentSet& set, uint32_t largest, IndexDirectory& directory);

// Puts the merged segment (null: nothing is left) in the place of its parts.
// Writes files for what was deleted meanwhile, but commits nothing; after an
// error `set` has the files that are to be discarded.
absl::Status ReplaceMerged(const DiskMerge& merge, const std::shared_ptr<const Segment>& merged,
                           IndexDirectory& directory, SegmentSet& set);

}  // namespace broadsheet::query
