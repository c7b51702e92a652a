// SuggestTerms.
#pragma once

#include "absl/status/status.h"
#include "broadsheet/query/v1/query_service.pb.h"
#include "query_service/api/backend.h"

namespace broadsheet::query {

// The proto has the contract.
absl::Status SuggestTerms(const Backend& backend, Call& call, const v1::SuggestTermsRequest& request,
                          v1::SuggestTermsResponse& response);

}  // namespace broadsheet::query
