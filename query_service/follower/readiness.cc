#include "query_service/follower/readiness.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace broadsheet::query {
namespace {

void Add(const LogProgress& log, std::string_view what, std::string& reasons) {
  absl::StrAppend(&reasons, reasons.empty() ? "" : "; ", log.address, ": ", std::string(what));
  if (!log.problem.empty()) absl::StrAppend(&reasons, " (", log.problem, ")");
}

std::string PartOf(const LogProgress& log) {
  if (log.heard == absl::InfinitePast() && log.log_id.empty()) return "never reached";
  return absl::StrCat("followed to entry ", log.position, " of ", log.head, ", never to its head");
}

}  // namespace

std::string WhyNotWhole(std::span<const LogProgress> logs) {
  std::string reasons;
  for (const LogProgress& log : logs) {
    if (!log.whole) Add(log, PartOf(log), reasons);
  }
  return reasons;
}

std::string WhyNotReady(std::span<const LogProgress> logs, const ReplicaStart& start, absl::Time now) {
  std::string reasons = WhyNotWhole(logs);
  for (const LogProgress& log : logs) {
    const bool at_head = log.heard != absl::InfinitePast() && log.lag == 0;
    const bool silent = !log.connected && now - std::max(log.heard, start.time) >= start.feed_patience;
    if (log.whole && !at_head && !silent) {
      Add(log, log.lag > 0 ? absl::StrCat(log.lag, " entries behind") : "nothing heard yet", reasons);
    }
  }
  return reasons;
}

}  // namespace broadsheet::query
