#include "query_service/index/segments/disk_merge.h"

#include <algorithm>
#include <utility>

#include "query_service/index/segments/merge_policy.h"

namespace broadsheet::query {
namespace {

constexpr uint32_t kSmallestTier = 16384;

const DeletedDocuments* DurableOf(const SegmentPart& part) { return part.durable_deleted.get(); }
const DeletedDocuments* CurrentOf(const SegmentPart& part) { return part.deleted.get(); }

SegmentPart AllDeleted(SegmentPart part) {
  DeletedDocuments all((part.segment->Documents() + 63) / 64);
  for (uint32_t i = 0; i < part.segment->Documents(); ++i) all[i / 64] |= uint64_t{1} << i % 64;
  part.durable_deleted = std::make_shared<const DeletedDocuments>(all);
  SetDeleted(part, part.durable_deleted);
  return part;
}

// Takes the merge's parts out of a set, with what was deleted of them since.
std::vector<SegmentPart> TakeParts(const DiskMerge& merge, SegmentSet& set) {
  std::vector<SegmentPart> current;
  for (const SegmentPart& input : merge.parts) {
    const auto found = std::find_if(set.parts.begin(), set.parts.end(),
                                    [&](const SegmentPart& part) { return part.segment == input.segment; });
    // A flush may have dropped it: nothing was left of it.
    current.push_back(found == set.parts.end() ? AllDeleted(input) : *found);
    if (found != set.parts.end()) set.parts.erase(found);
  }
  return current;
}

}  // namespace

std::vector<MergeInput> DiskMerge::Inputs() const {
  std::vector<MergeInput> inputs;
  for (const SegmentPart& part : parts) inputs.push_back({part.segment.get(), part.durable_deleted.get()});
  return inputs;
}

uint64_t DiskMerge::Live() const {
  uint64_t live = 0;
  for (const MergeInput& input : Inputs()) live += LiveDocuments(input);
  return live;
}

DiskMerge ChooseDiskMerge(const SegmentSet& set, uint32_t largest, IndexDirectory& directory) {
  std::vector<const SegmentPart*> on_disk;
  std::vector<SegmentSize> sizes;
  for (const SegmentPart& part : set.parts) {
    if (part.InMemory()) continue;
    on_disk.push_back(&part);
    const uint32_t documents = part.segment->Documents();
    sizes.push_back({documents, documents - LiveDocuments({part.segment.get(), part.durable_deleted.get()})});
  }
  DiskMerge merge;
  for (const size_t i : ChooseMerge(sizes, kSmallestTier, largest)) merge.parts.push_back(*on_disk[i]);
  if (!merge.parts.empty()) merge.name = directory.NewName("segment");
  return merge;
}

absl::Status ReplaceMerged(const DiskMerge& merge, const std::shared_ptr<const Segment>& merged,
                           IndexDirectory& directory, SegmentSet& set) {
  const std::vector<SegmentPart> current = TakeParts(merge, set);
  if (merged == nullptr) return absl::OkStatus();
  std::vector<std::shared_ptr<const DeletedDocuments>> merged_away;
  for (const SegmentPart& part : merge.parts) merged_away.push_back(part.durable_deleted);
  SegmentPart& part = set.parts.emplace_back(MakePart(merged, merge.name));
  if (auto durable = CarryDeleted(current, merged_away, DurableOf, *merged)) {
    if (absl::Status status = directory.WriteDeleted(part, std::move(durable)); !status.ok()) return status;
  }
  auto deleted = CarryDeleted(current, merged_away, CurrentOf, *merged);
  const bool same = deleted && part.durable_deleted && *deleted == *part.durable_deleted;
  SetDeleted(part, same ? part.durable_deleted : std::move(deleted));
  return absl::OkStatus();
}

}  // namespace broadsheet::query
