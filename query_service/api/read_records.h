// What is asked for by name: records, issues and the index itself.
#pragma once

#include "absl/status/status.h"
#include "broadsheet/query/v1/query_service.pb.h"
#include "query_service/api/backend.h"

namespace broadsheet::query {

// The proto has the contracts.
absl::Status GetRecord(const Backend& backend, Call& call, const v1::GetRecordRequest& request,
                       v1::GetRecordResponse& response);
absl::Status BatchGetRecords(const Backend& backend, Call& call, const v1::BatchGetRecordsRequest& request,
                             v1::BatchGetRecordsResponse& response);
absl::Status ListIssues(const Backend& backend, Call& call, const v1::ListIssuesRequest& request,
                        v1::ListIssuesResponse& response);
absl::Status GetIssueOutline(const Backend& backend, Call& call, const v1::GetIssueOutlineRequest& request,
                             v1::GetIssueOutlineResponse& response);
absl::Status GetIndexStatus(const Backend& backend, v1::GetIndexStatusResponse& response);

}  // namespace broadsheet::query
