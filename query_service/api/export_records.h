// ExportRecords.
#pragma once

#include <functional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "broadsheet/query/v1/query_service.pb.h"
#include "query_service/api/backend.h"
#include "query_service/api/result_page.h"

namespace broadsheet::query {

// The search for what a stream of records consists of: the newest first, in
// pages that fit one message.
absl::StatusOr<PageSearch> PlanExport(const v1::ExportRecordsRequest& request);

// The proto has the contract. `write` sends a message and is false when the
// caller is gone; it holds back while the caller reads slowly, so that one
// message at a time is in memory.
absl::Status ExportRecords(const Backend& backend, Call& call, const v1::ExportRecordsRequest& request,
                           const std::function<bool(const v1::ExportRecordsResponse&)>& write);

}  // namespace broadsheet::query
