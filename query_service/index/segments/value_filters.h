// Which values of a segment's string columns pass the conditions of a filter.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "query_service/index/query.h"
#include "query_service/index/segments/segment.h"

namespace broadsheet::query {

// Of one condition.
struct PassingValues {
  std::vector<bool> passing;  // by code; empty: none passes
  ValueCode first = 0, last = 0;
  uint32_t count = 0;

  bool IsRun() const { return last - first + 1 == count; }
};

// All conditions of a filter on a column are decided in one pass over its
// values, so that each is folded once.
class ValueFilters {
 public:
  // `segment` and `filter` outlive this. `cancelled`, which may be empty, is
  // asked every few thousand comparisons; when it says so, nothing is decided.
  ValueFilters(const Segment& segment, const Filter& filter, const std::function<bool()>& cancelled);

  bool cancelled() const { return was_cancelled_; }
  // Of a condition on a string column inside of `filter`; once for each.
  PassingValues Take(const Filter& condition) { return std::move(passing_[&condition]); }

 private:
  // Conditions that compare folded values, by column.
  using ByColumn = std::map<Column, std::vector<const Filter*>>;
  void Collect(const Segment& segment, const Filter& filter, ByColumn& compared);
  void Compare(const StringColumn& strings, const std::vector<const Filter*>& conditions);
  bool IsCancelled();

  const std::function<bool()>& ask_;
  uint32_t until_asked_ = 0;
  bool was_cancelled_ = false;
  std::map<const Filter*, PassingValues> passing_;
};

}  // namespace broadsheet::query
