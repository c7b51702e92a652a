// What keeps removed versions of records from being freed while they are read.
#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "query_service/store/record_store.h"

namespace broadsheet::query {

// Not thread-safe; a lease may end on any thread.
class VersionLeases {
 public:
  // What is read for longer may find versions freed.
  static constexpr std::chrono::hours kLongest{1};

  std::shared_ptr<const VersionLease> Take(StoreSequence since);

  // `until`, or less: what was removed up to there is behind no lease.
  StoreSequence MayFree(StoreSequence until);

 private:
  std::vector<std::weak_ptr<const VersionLease>> leases_;
};

}  // namespace broadsheet::query
