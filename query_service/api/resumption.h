// Going on behind what another replica may have given: a page, a watch's position.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "query_service/api/backend.h"
#include "query_service/api/paging_state.h"

namespace broadsheet::query {

// Waits, at most a second, until this replica has all that the page before saw.
// FAILED_PRECONDITION, reason FOREIGN_PAGE_TOKEN: it numbers records otherwise,
// so the search has to begin again; UNAVAILABLE with RetryInfo, reason
// REPLICA_BEHIND: it has not followed so far yet; CANCELLED and
// DEADLINE_EXCEEDED of the call.
absl::Status AwaitResumption(const Backend& backend, Call& call, const PagingState& state);

// The same for an entry of any numbering, as the request's `field` says; false: this
// replica numbers otherwise.
absl::StatusOr<bool> AwaitNumbered(const Backend& backend, Call& call, std::string_view field,
                                   const std::string& numbering, StoreSequence sequence);

}  // namespace broadsheet::query
