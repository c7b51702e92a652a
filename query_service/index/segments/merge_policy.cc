#include "query_service/index/segments/merge_policy.h"

#include <algorithm>
#include <map>

namespace broadsheet::query {
namespace {

int TierOf(uint32_t documents, uint32_t smallest) {
  int tier = 0;
  for (uint64_t limit = smallest; limit <= documents; limit *= kMergeFactor) ++tier;
  return tier;
}

}  // namespace

std::vector<size_t> ChooseMerge(std::span<const SegmentSize> segments, uint32_t smallest, uint32_t largest) {
  std::map<int, std::vector<size_t>> tiers;
  for (size_t i = 0; i < segments.size(); ++i) {
    const SegmentSize& size = segments[i];
    if (size.documents > 0 && size.deleted * 2 >= size.documents) return {i};
    const uint32_t live = size.documents - size.deleted;
    if (live > largest / kMergeFactor) continue;
    std::vector<size_t>& tier = tiers[TierOf(live, std::max(1u, smallest))];
    tier.push_back(i);
    if (tier.size() == kMergeFactor) return tier;
  }
  return {};
}

}  // namespace broadsheet::query
