// What every index checks of a batch before it changes anything.
#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "query_service/index/record_index.h"

namespace broadsheet::query {

// Whether there is something to do: false if the batch was applied before.
// FAILED_PRECONDITION, reason INDEX_GAP, if entries before it are missing;
// INVALID_ARGUMENT, reason BAD_BATCH, if it is not a batch.
absl::StatusOr<bool> IsNew(const IndexBatch& batch, uint64_t applied);

// FAILED_PRECONDITION, reason DUPLICATE_DOCUMENT.
absl::Status DuplicateDocument(DocId id);

}  // namespace broadsheet::query
