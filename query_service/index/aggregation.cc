#include "query_service/index/aggregation.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/error.h"

namespace broadsheet::query {
namespace {

bool ComesBefore(GroupOrder order, const Group& a, const Group& b) {
  switch (order) {
    case GroupOrder::kMostFirst:
      return a.count != b.count ? a.count > b.count : a.values < b.values;
    case GroupOrder::kLeastFirst:
      return a.count != b.count ? a.count < b.count : a.values < b.values;
    case GroupOrder::kByValue:
      return a.values < b.values;
    case GroupOrder::kByValueDescending:
      return b.values < a.values;
  }
  return false;
}

}  // namespace

void SelectGroups(std::vector<Group> groups, GroupOrder order, size_t limit, AggregationAnswer& answer) {
  answer.distinct = groups.size();
  const auto middle = groups.begin() + static_cast<ptrdiff_t>(std::min(limit, groups.size()));
  std::partial_sort(groups.begin(), middle, groups.end(),
                    [order](const Group& a, const Group& b) { return ComesBefore(order, a, b); });
  std::for_each(middle, groups.end(), [&](const Group& group) { answer.omitted += group.count; });
  groups.erase(middle, groups.end());
  answer.groups = std::move(groups);
}

absl::Status TooManyGroups() {
  return Error(absl::StatusCode::kResourceExhausted, "TOO_MANY_GROUPS",
               absl::StrCat("more than ", kMaxDistinctGroups, " groups: narrow the query or the filter"),
               {{"limit", std::to_string(kMaxDistinctGroups)}});
}

}  // namespace broadsheet::query
