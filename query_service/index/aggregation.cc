#include "query_service/index/aggregation.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/status/error.h"

namespace broadsheet::query {
absl::Status TooManyGroups() {
  return Error(absl::StatusCode::kResourceExhausted, "TOO_MANY_GROUPS",
               absl::StrCat("more than ", kMaxDistinctGroups, " groups: narrow the query or the filter"),
               {{"limit", std::to_string(kMaxDistinctGroups)}});
}

}  // namespace broadsheet::query
