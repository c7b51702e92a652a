// Counting records by one or two of their values: what an index is asked, and
// what it answers.
#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "query_service/index/date_unit.h"
#include "query_service/index/query.h"

namespace broadsheet::query {

// What records are grouped by.
struct GroupKey {
  Column column = Column::kDate;
  DateUnit unit = DateUnit::kDay;  // kDate: days of one unit are one value
};

enum class GroupOrder : uint8_t { kMostFirst, kLeastFirst, kByValue, kByValueDescending };

// An answer with more groups is refused: their table has to fit into memory.
inline constexpr size_t kMaxDistinctGroups = 1'000'000;

struct IndexAggregation {
  TextQuery query;
  Filter filter;
  std::vector<GroupKey> keys;  // one or two
  GroupOrder order = GroupOrder::kMostFirst;
  size_t limit = 100;
  // Asked often; true stops the work with CANCELLED.
  std::function<bool()> cancelled;
};

// A key's value: of a number column the number (a date: its unit's first day),
// of a string column the text as stored. Ordered by it.
struct GroupValue {
  int64_t number = 0;
  std::string text{};
  auto operator<=>(const GroupValue&) const = default;
};

// The records that have these values. One with several values of a key counts
// once for each of them, or pair of them.
struct Group {
  std::vector<GroupValue> values;  // one a key
  uint64_t count = 0;
};

struct AggregationAnswer {
  std::vector<Group> groups;  // equal counts: by their values, ascending
  uint64_t total = 0;         // records that match
  uint64_t ungrouped = 0;     // of these, without a value (a date) of some key
  uint64_t distinct = 0;      // groups, with those beyond the limit
  uint64_t omitted = 0;       // sum of the counts of those beyond the limit
  uint64_t applied = 0;       // the sequence number that this reflects
};

// Leaves of all groups the first `limit`, in order, and sets what the answer says of
// the others. `Group` has a count and values, or what is ordered as they are.
template <typename Group>
void SelectGroups(GroupOrder order, size_t limit, std::vector<Group>& groups, AggregationAnswer& answer) {
  const auto comes_before = [order](const Group& a, const Group& b) {
    if (order == GroupOrder::kMostFirst && a.count != b.count) return a.count > b.count;
    if (order == GroupOrder::kLeastFirst && a.count != b.count) return a.count < b.count;
    return order == GroupOrder::kByValueDescending ? b.values < a.values : a.values < b.values;
  };
  answer.distinct = groups.size();
  const auto middle = groups.begin() + static_cast<ptrdiff_t>(std::min(limit, groups.size()));
  std::partial_sort(groups.begin(), middle, groups.end(), comes_before);
  std::for_each(middle, groups.end(), [&](const Group& group) { answer.omitted += group.count; });
  groups.erase(middle, groups.end());
}

// RESOURCE_EXHAUSTED, reason TOO_MANY_GROUPS, with metadata.limit.
absl::Status TooManyGroups();

}  // namespace broadsheet::query
