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

absl::StatusOr<bool> AwaitNumbered(const Backend& backend, Call& call, std::string_view field,
                                   const std::string& numbering, StoreSequence sequence) {
  // An empty replica is behind: what it will follow is not known.
  if (backend.store.Sequence() > 0 && backend.store.Numbering() != numbering) return false;
  const auto reached = [&] { return backend.index.Applied() >= sequence; };
  if (reached()) return true;
  const absl::Time until = std::min(call.deadline() - kAnswerTime, absl::Now() + kPatience);
  const absl::Status waited = call.WaitAside([&]() -> absl::Status {
    while (!reached() && absl::Now() < until) {
      if (absl::Status alive = call.CheckAlive(); !alive.ok()) return alive;
      backend.board.WaitForChange(kPoll, reached);
    }
    return absl::OkStatus();
  });
  if (!waited.ok()) return waited;
  if (reached()) return backend.store.Numbering() == numbering;
  return WithRetry(Error(absl::StatusCode::kUnavailable, "REPLICA_BEHIND",
                         absl::StrCat(std::string(field), ": this replica has ", backend.index.Applied(),
                                      " entries, the one that gave it had ", sequence)),
                   kRetryDelay);
}

absl::Status AwaitResumption(const Backend& backend, Call& call, const PagingState& state) {
  const auto alike = AwaitNumbered(backend, call, "page_token", state.numbering, state.max_id);
  if (!alike.ok()) return alike.status();
  return *alike ? absl::OkStatus() : ForeignPageToken();
}

}  // namespace broadsheet::query
