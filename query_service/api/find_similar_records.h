// FindSimilarRecords.
#pragma once

#include "absl/status/status.h"
#include "broadsheet/query/v1/query_service.pb.h"
#include "query_service/api/backend.h"

namespace broadsheet::query {

// The proto has the contract.
absl::Status FindSimilarRecords(const Backend& backend, Call& call, const v1::FindSimilarRecordsRequest& request,
                                v1::FindSimilarRecordsResponse& response);

}  // namespace broadsheet::query
