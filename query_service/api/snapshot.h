// The records that match a search as they were at one moment, page after page.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "query_service/api/backend.h"
#include "query_service/api/paging_state.h"
#include "query_service/api/result_page.h"
#include "query_service/store/record_store.h"

namespace broadsheet::query {

// The index has what is there now; what was replaced or deleted since the moment
// is found in the store, which keeps it for as long as this lives. For one
// thread, during one call.
class Snapshot {
 public:
  // Of this moment, newest first; page.search.order and `max_id` are not used.
  static absl::StatusOr<Snapshot> Take(const Backend& backend, Call& call, PageSearch page);

  // Goes on behind a page of an earlier snapshot of the same search. OUT_OF_RANGE,
  // reason POSITION_TRIMMED: what was removed since is no longer known;
  // AwaitResumption's errors.
  static absl::StatusOr<Snapshot> Resume(const Backend& backend, Call& call, PageSearch page, PagingState behind,
                                         uint64_t total);

  // The next records; none: there are no more of them. Errors: CANCELLED and
  // DEADLINE_EXCEEDED of the call; POSITION_TRIMMED as above; the index's and the
  // store's.
  absl::StatusOr<std::vector<PageRecord>> Next();

  // Whether Next() gave the last record.
  bool at_end() const { return at_end_; }
  // Behind what Next() gave last.
  const PagingState& behind() const { return behind_; }
  // How many match in all.
  uint64_t total() const { return total_; }

 private:
  // Date and id: greater ones come first.
  using Place = std::pair<int64_t, DocId>;

  Snapshot(const Backend& backend, Call& call, PageSearch page)
      : backend_(&backend), call_(&call), page_(std::move(page)) {}

  // What the index has of the next page, and one more.
  absl::StatusOr<std::vector<IndexHit>> ReadPresent();
  std::vector<IndexHit> Merge(const std::vector<IndexHit>& present) const;
  // Brings gone_ up to now.
  absl::Status ReadRemoved();
  absl::Status AddIfMatching(DocId removed);
  absl::Status CheckKept() const;

  const Backend* backend_;
  Call* call_;
  PageSearch page_;
  std::shared_ptr<const VersionLease> lease_;
  PagingState behind_;                    // its max_id is the moment
  bool begun_ = false;                    // behind_.after counts
  std::vector<IndexHit> present_;         // the first page, until it is given
  HistoryPlace read_;                     // up to here removals are known
  std::set<Place, std::greater<>> gone_;  // removed ones that match and are not given yet
  uint64_t total_ = 0;
  bool at_end_ = false;
};

}  // namespace broadsheet::query
