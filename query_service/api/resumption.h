// Going on behind a page that another replica may have given.
#pragma once

#include "absl/status/status.h"
#include "query_service/api/backend.h"
#include "query_service/api/paging_state.h"

namespace broadsheet::query {

// Waits, at most a second, until this replica has all that the page before saw.
// FAILED_PRECONDITION, reason FOREIGN_PAGE_TOKEN: it numbers records otherwise,
// so the search has to begin again; UNAVAILABLE with RetryInfo, reason
// REPLICA_BEHIND: it has not followed so far yet; CANCELLED and
// DEADLINE_EXCEEDED of the call.
absl::Status AwaitResumption(const Backend& backend, Call& call, const PagingState& state);

}  // namespace broadsheet::query
