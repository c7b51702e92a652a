#include "query_service/api/record_view.h"

#include "absl/strings/str_cat.h"
#include "common/status/error.h"

namespace broadsheet::query {

absl::StatusOr<bool> WantsDetails(v1::RecordView view, v1::RecordView unspecified) {
  switch (view == v1::RECORD_VIEW_UNSPECIFIED ? unspecified : view) {
    case v1::RECORD_VIEW_BASIC:
      return false;
    case v1::RECORD_VIEW_FULL:
      return true;
    default:
      return FieldError("view", absl::StrCat(view), "RECORD_VIEW_BASIC or RECORD_VIEW_FULL");
  }
}

}  // namespace broadsheet::query
