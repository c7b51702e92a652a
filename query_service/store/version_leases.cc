#include "query_service/store/version_leases.h"

#include <algorithm>

namespace broadsheet::query {

std::shared_ptr<const VersionLease> VersionLeases::Take(StoreSequence since) {
  auto lease = std::make_shared<const VersionLease>(VersionLease{since, std::chrono::steady_clock::now()});
  leases_.push_back(lease);
  return lease;
}

StoreSequence VersionLeases::MayFree(StoreSequence until) {
  const auto oldest = std::chrono::steady_clock::now() - kLongest;
  std::erase_if(leases_, [&](const auto& weak) {
    const auto lease = weak.lock();
    if (lease == nullptr || lease->begun < oldest) return true;
    until = std::min(until, lease->since);
    return false;
  });
  return until;
}

}  // namespace broadsheet::query
