// SearchRecords and ListRecords.
#pragma once

#include "absl/status/status.h"
#include "broadsheet/query/v1/query_service.pb.h"
#include "query_service/api/backend.h"

namespace broadsheet::query {

// The proto has the contracts.
absl::Status SearchRecords(const Backend& backend, Call& call, const v1::SearchRecordsRequest& request,
                           v1::SearchRecordsResponse& response);
absl::Status ListRecords(const Backend& backend, Call& call, const v1::ListRecordsRequest& request,
                         v1::ListRecordsResponse& response);

}  // namespace broadsheet::query
