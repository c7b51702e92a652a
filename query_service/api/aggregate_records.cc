#include "query_service/api/aggregate_records.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/error.h"
#include "query_service/api/index_calls.h"
#include "query_service/api/result_page.h"
#include "query_service/search/facet_field.h"
#include "query_service/search/filter_parser.h"
#include "query_service/search/order.h"
#include "query_service/search/query_parser.h"

namespace broadsheet::query {
namespace {

constexpr int kMaxKeys = 2;
constexpr int32_t kDefaultGroups = 100;
constexpr int32_t kMaxGroups = 10'000;

absl::StatusOr<std::vector<GroupKey>> KeysOf(const v1::AggregateRecordsRequest& request) {
  const auto& names = request.group_by();
  if (names.empty() || names.size() > kMaxKeys) {
    return FieldError("group_by", absl::StrCat(names.size(), " fields"), "one or two");
  }
  std::vector<GroupKey> keys;
  for (int i = 0; i < names.size(); ++i) {
    const std::string field = absl::StrCat("group_by[", i, "]");
    const auto key = FacetField(field, names[i]);
    if (!key.ok()) return key.status();
    if (i > 0 && names[i] == names[0]) return FieldError(field, names[i], "another field than group_by[0]");
    keys.push_back(*key);
  }
  return keys;
}

absl::StatusOr<IndexAggregation> PlanAggregation(const v1::AggregateRecordsRequest& request) {
  auto query = ParseQuery(request.query());
  if (!query.ok()) return query.status();
  auto filter = ParseFilter(request.filter());
  if (!filter.ok()) return filter.status();
  auto keys = KeysOf(request);
  if (!keys.ok()) return keys.status();
  const auto order = OrderOfGroups(request.order_by());
  if (!order.ok()) return order.status();
  if (request.max_groups() < 0) return FieldError("max_groups", absl::StrCat(request.max_groups()), "0 or more");
  const int32_t limit = request.max_groups() == 0 ? kDefaultGroups : std::min(request.max_groups(), kMaxGroups);
  return IndexAggregation{.query = *std::move(query),
                          .filter = *std::move(filter),
                          .keys = *std::move(keys),
                          .order = *order,
                          .limit = static_cast<size_t>(limit),
                          .cancelled = {}};
}

// The groups as far as there is room, at least one; the sum of the others' counts.
uint64_t AddGroups(const std::vector<GroupKey>& keys, const std::vector<Group>& groups,
                   v1::AggregateRecordsResponse& response) {
  PageRoom room(kMaxPageBytes);
  for (size_t g = 0; g < groups.size(); ++g) {
    v1::RecordGroup& added = *response.add_groups();
    for (size_t i = 0; i < keys.size(); ++i) added.add_values(FacetText(keys[i], groups[g].values[i]));
    added.set_count(static_cast<int64_t>(groups[g].count));
    if (room.Take(added.ByteSizeLong())) continue;
    response.mutable_groups()->RemoveLast();
    return std::accumulate(groups.begin() + static_cast<ptrdiff_t>(g), groups.end(), uint64_t{0},
                           [](uint64_t sum, const Group& group) { return sum + group.count; });
  }
  return 0;
}

}  // namespace

absl::Status AggregateRecords(const Backend& backend, Call& call, const v1::AggregateRecordsRequest& request,
                              v1::AggregateRecordsResponse& response) {
  auto aggregation = PlanAggregation(request);
  if (!aggregation.ok()) return aggregation.status();
  aggregation->cancelled = CancelledBy(call);
  auto freshness = AwaitFreshness(backend, call, request.min_position());
  if (!freshness.ok()) return freshness.status();
  const auto answer = AggregateIndex(backend, call, *aggregation);
  if (!answer.ok()) return answer.status();
  const uint64_t left_out = AddGroups(aggregation->keys, answer->groups, response);
  response.set_total_size(static_cast<int64_t>(answer->total));
  response.set_ungrouped_size(static_cast<int64_t>(answer->ungrouped));
  response.set_distinct_groups(static_cast<int64_t>(answer->distinct));
  response.set_omitted_count(static_cast<int64_t>(answer->omitted + left_out));
  *response.mutable_freshness() = *std::move(freshness);
  return absl::OkStatus();
}

}  // namespace broadsheet::query
