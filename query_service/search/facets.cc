#include "query_service/search/facets.h"

#include <algorithm>
#include <map>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/status/error.h"
#include "query_service/search/dates.h"
#include "query_service/search/facet_field.h"

namespace broadsheet::query {
namespace {

void AddValue(std::string value, uint64_t count, v1::Facet& facet) {
  v1::FacetValue& added = *facet.add_values();
  added.set_value(std::move(value));
  added.set_count(static_cast<int64_t>(count));
}

int64_t NumberOf(const FacetCount& count) {
  int64_t number = 0;
  return absl::SimpleAtoi(count.value, &number) ? number : kNoDate;
}

void AddDates(DateUnit unit, const FacetCounts& counts, v1::Facet& facet) {
  std::map<std::string, uint64_t> groups;
  for (const FacetCount& count : counts.values) {
    const int64_t day = NumberOf(count);
    if (day != kNoDate) groups[FormatDay(day, unit)] += count.count;
  }
  facet.set_distinct_values(static_cast<int64_t>(groups.size()));
  const size_t left_out = groups.size() - std::min(groups.size(), kMaxFacetValues);
  for (auto group = std::next(groups.begin(), static_cast<ptrdiff_t>(left_out)); group != groups.end(); ++group) {
    AddValue(group->first, group->second, facet);
  }
}

}  // namespace

absl::StatusOr<std::vector<FacetPlan>> PlanFacets(const google::protobuf::RepeatedPtrField<std::string>& names) {
  if (static_cast<size_t>(names.size()) > kMaxFacets) {
    return FieldError("facets", absl::StrCat(names.size(), " facets"), absl::StrCat("at most ", kMaxFacets));
  }
  std::vector<FacetPlan> plans;
  for (int i = 0; i < names.size(); ++i) {
    const auto key = FacetField(absl::StrCat("facets[", i, "]"), names[i]);
    if (!key.ok()) return key.status();
    plans.push_back({names[i], *key});
  }
  return plans;
}

std::vector<Column> ColumnsOf(const std::vector<FacetPlan>& plans) {
  std::vector<Column> columns;
  for (const FacetPlan& plan : plans) columns.push_back(plan.key.column);
  return columns;
}

v1::Facet MakeFacet(const FacetPlan& plan, const FacetCounts& counts) {
  v1::Facet facet;
  facet.set_field(plan.name);
  if (plan.key.column == Column::kDate) {
    AddDates(plan.key.unit, counts, facet);
    return facet;
  }
  facet.set_distinct_values(static_cast<int64_t>(counts.distinct));
  for (size_t i = 0; i < std::min(counts.values.size(), kMaxFacetValues); ++i) {
    const FacetCount& count = counts.values[i];
    AddValue(plan.key.column == Column::kKind ? FacetText(plan.key, {.number = NumberOf(count)}) : count.value,
             count.count, facet);
  }
  return facet;
}

}  // namespace broadsheet::query
