// All matches of a query in one segment.
#pragma once

#include <algorithm>
#include <functional>

#include "absl/status/status.h"
#include "query_service/index/segments/segment_plan.h"
#include "query_service/index/segments/segment_search.h"
#include "query_service/index/segments/window.h"

namespace broadsheet::query {

// Calls visit(window, documents of the window that match) in ascending order.
// CANCELLED when `cancelled`, which may be empty, says so.
template <typename Visit>
absl::Status VisitMatches(const SegmentView& view, const TextQuery& query, const Filter& filter,
                          const std::function<bool()>& cancelled, Visit visit) {
  constexpr uint32_t kWindowsBetweenChecks = 8;
  const SegmentPlan plan = MakePlan(*view.segment, query, filter, cancelled);
  if (plan.cancelled) return absl::CancelledError("the search was cancelled");
  if (plan.range.begin >= plan.range.end) return absl::OkStatus();
  const uint32_t last = (plan.range.end - 1) / kWindowDocs;
  uint32_t visited = 0;
  for (uint32_t window = plan.range.begin / kWindowDocs; window <= last; ++window) {
    window = plan.matches->NextWindow(window);
    if (window == ListCursor::kNoWindow || window > last) break;
    if (visited++ % kWindowsBetweenChecks == 0 && cancelled && cancelled()) {
      return absl::CancelledError("the search was cancelled");
    }
    Words words = PresentIn(view, plan.range, window);
    plan.matches->Match(window, words);
    visit(window, words);
  }
  // What was matching when it was cancelled may have left matches out.
  return cancelled && cancelled() ? absl::CancelledError("the search was cancelled") : absl::OkStatus();
}

}  // namespace broadsheet::query
