// WatchRecords.
#pragma once

#include <functional>

#include "absl/status/status.h"
#include "broadsheet/query/v1/query_service.pb.h"
#include "query_service/api/backend.h"
#include "query_service/api/watched_documents.h"

namespace broadsheet::query {

// The proto has the contract. `documents` is of all watches. `write` sends a message and is false when the
// caller is gone; it holds back while the caller reads slowly, so that one
// message at a time is in memory.
absl::Status WatchRecords(const Backend& backend, Call& call, WatchedDocuments& documents,
                          const v1::WatchRecordsRequest& request,
                          const std::function<bool(const v1::WatchRecordsResponse&)>& write);

}  // namespace broadsheet::query
