// AnalyzeQuery.
#pragma once

#include "absl/status/status.h"
#include "broadsheet/query/v1/query_service.pb.h"
#include "query_service/api/backend.h"

namespace broadsheet::query {

// The proto has the contract.
absl::Status AnalyzeQuery(const Backend& backend, Call& call, const v1::AnalyzeQueryRequest& request,
                          v1::AnalyzeQueryResponse& response);

}  // namespace broadsheet::query
