// How much of a record a request asks for.
#pragma once

#include "absl/status/statusor.h"
#include "broadsheet/query/v1/query_service.pb.h"

namespace broadsheet::query {

// Whether a request wants more than the basic view; `unspecified` is what it
// means not to say. INVALID_ARGUMENT: there is no such view.
absl::StatusOr<bool> WantsDetails(v1::RecordView view, v1::RecordView unspecified);

}  // namespace broadsheet::query
