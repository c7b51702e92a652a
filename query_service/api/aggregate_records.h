// AggregateRecords.
#pragma once

#include "absl/status/status.h"
#include "broadsheet/query/v1/query_service.pb.h"
#include "query_service/api/backend.h"

namespace broadsheet::query {

// The proto has the contract.
absl::Status AggregateRecords(const Backend& backend, Call& call, const v1::AggregateRecordsRequest& request,
                              v1::AggregateRecordsResponse& response);

}  // namespace broadsheet::query
