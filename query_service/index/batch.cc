#include "query_service/index/batch.h"

#include "absl/strings/str_cat.h"
#include "common/status/error.h"

namespace broadsheet::query {

absl::StatusOr<bool> IsNew(const IndexBatch& batch, uint64_t applied) {
  if (batch.last <= applied) return false;
  if (batch.first == 0 || batch.first > batch.last) {
    return Error(absl::StatusCode::kInvalidArgument, "BAD_BATCH",
                 absl::StrCat("got a batch of entries ", batch.first, " to ", batch.last, ", want 1 <= first <= last"));
  }
  // A batch that begins among the applied ones would apply some twice.
  if (batch.first != applied + 1) {
    return Error(absl::StatusCode::kFailedPrecondition, "INDEX_GAP",
                 absl::StrCat("got a batch that begins at entry ", batch.first, ", want ", applied + 1));
  }
  return true;
}

absl::Status DuplicateDocument(DocId id) {
  return Error(absl::StatusCode::kFailedPrecondition, "DUPLICATE_DOCUMENT",
               absl::StrCat("document ", id, " is in the index already"));
}

}  // namespace broadsheet::query
