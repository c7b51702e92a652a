#include "query_service/search/order.h"

#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/status/error.h"

namespace broadsheet::query {
namespace {

// One space between words, none around them.
std::string Tidy(std::string_view order_by) {
  const std::string text(order_by);
  const std::vector<std::string> words = absl::StrSplit(text, absl::ByAnyChar(" \t\n"), absl::SkipEmpty());
  return absl::StrJoin(words, " ");
}

}  // namespace

absl::StatusOr<SortOrder> SearchOrder(std::string_view order_by, bool has_query) {
  const std::string order = Tidy(order_by);
  if (order.empty()) return has_query ? SortOrder::kRelevance : SortOrder::kNewest;
  if (order == "relevance") return SortOrder::kRelevance;
  if (order == "date desc") return SortOrder::kNewest;
  if (order == "date" || order == "date asc") return SortOrder::kOldest;
  return FieldError("order_by", order_by, "relevance, \"date desc\" or date");
}

absl::StatusOr<SortOrder> ListOrder(std::string_view order_by) {
  const std::string order = Tidy(order_by);
  if (order.empty() || order == "date desc") return SortOrder::kNewest;
  if (order == "date" || order == "date asc") return SortOrder::kOldest;
  if (order == "ordinal" || order == "ordinal asc") return SortOrder::kPrinted;
  return FieldError("order_by", order_by, "\"date desc\", date or ordinal");
}

absl::StatusOr<GroupOrder> OrderOfGroups(std::string_view order_by) {
  const std::string order = Tidy(order_by);
  if (order.empty() || order == "count desc") return GroupOrder::kMostFirst;
  if (order == "count" || order == "count asc") return GroupOrder::kLeastFirst;
  if (order == "value" || order == "value asc") return GroupOrder::kByValue;
  if (order == "value desc") return GroupOrder::kByValueDescending;
  return FieldError("order_by", order_by, "\"count desc\", count, value or \"value desc\"");
}

}  // namespace broadsheet::query
