#include "query_service/api/resumption.h"

#include <algorithm>
#include <chrono>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/status/error.h"

namespace broadsheet::query {
namespace {

// A replica that is a little behind gets there; behind one that has far to go
// the caller finds another.
constexpr absl::Duration kPatience = absl::Seconds(1);
constexpr absl::Duration kAnswerTime = absl::Milliseconds(20);
constexpr absl::Duration kRetryDelay = absl::Milliseconds(100);
constexpr std::chrono::milliseconds kPoll(20);

absl::Status ForeignPageToken() {
  return Error(absl::StatusCode::kFailedPrecondition, "FOREIGN_PAGE_TOKEN",
               "page_token: it is of a replica that numbers records otherwise, or of this one before it was made anew; "
               "begin the search again",
               {{"field", "page_token"}});
}

}  // namespace

absl::Status AwaitResumption(const Backend& backend, Call& call, const PagingState& state) {
  // An empty replica is behind: what it will follow is not known.
  if (backend.store.Sequence() > 0 && backend.store.Numbering() != state.numbering) return ForeignPageToken();
  const auto reached = [&] { return backend.index.Applied() >= state.max_id; };
  if (reached()) return absl::OkStatus();
  const absl::Time until = std::min(call.deadline() - kAnswerTime, absl::Now() + kPatience);
  const absl::Status waited = call.WaitAside([&]() -> absl::Status {
    while (!reached() && absl::Now() < until) {
      if (absl::Status alive = call.CheckAlive(); !alive.ok()) return alive;
      backend.board.WaitForChange(kPoll, reached);
    }
    return absl::OkStatus();
  });
  if (!waited.ok()) return waited;
  if (reached()) return backend.store.Numbering() == state.numbering ? absl::OkStatus() : ForeignPageToken();
  return WithRetry(Error(absl::StatusCode::kUnavailable, "REPLICA_BEHIND",
                         absl::StrCat("page_token: this replica has ", backend.index.Applied(),
                                      " entries, the page before saw ", state.max_id)),
                   kRetryDelay);
}

}  // namespace broadsheet::query
