#include "query_service/search/facets.h"

#include <algorithm>
#include <map>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "broadsheet/record/v1/record.pb.h"
#include "common/status/error.h"

namespace broadsheet::query {
namespace {

struct KnownFacet {
  std::string_view name;
  Column column;
  DateUnit unit = DateUnit::kDay;
};

constexpr KnownFacet kKnown[] = {
    {"publication", Column::kPublication},
    {"section", Column::kSection},
    {"kind", Column::kKind},
    {"speaker.name", Column::kSpeakerName},
    {"speaker.roles", Column::kSpeakerRole},
    {"organizations", Column::kOrganization},
    {"reporters", Column::kReporter},
    {"places", Column::kPlace},
    {"keywords", Column::kKeyword},
    {"date.day", Column::kDate, DateUnit::kDay},
    {"date.month", Column::kDate, DateUnit::kMonth},
    {"date.year", Column::kDate, DateUnit::kYear},
};

std::string KnownNames() {
  std::string names;
  for (const KnownFacet& known : kKnown) absl::StrAppend(&names, names.empty() ? "" : ", ", std::string(known.name));
  return names;
}

void AddValue(std::string value, uint64_t count, v1::Facet& facet) {
  v1::FacetValue& added = *facet.add_values();
  added.set_value(std::move(value));
  added.set_count(static_cast<int64_t>(count));
}

int64_t NumberOf(const FacetCount& count) {
  int64_t number = 0;
  return absl::SimpleAtoi(count.value, &number) ? number : kNoDate;
}

std::string KindName(const FacetCount& count) {
  const std::string name = record::v1::RecordKind_Name(static_cast<record::v1::RecordKind>(NumberOf(count)));
  constexpr std::string_view kPrefix = "RECORD_KIND_";
  return name.compare(0, kPrefix.size(), kPrefix) == 0 ? name.substr(kPrefix.size()) : count.value;
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
    const auto known = std::find_if(std::begin(kKnown), std::end(kKnown),
                                    [&](const KnownFacet& facet) { return facet.name == names[i]; });
    if (known == std::end(kKnown))
      return FieldError(absl::StrCat("facets[", i, "]"), names[i], "one of " + KnownNames());
    plans.push_back({names[i], known->column, known->unit});
  }
  return plans;
}

std::vector<Column> ColumnsOf(const std::vector<FacetPlan>& plans) {
  std::vector<Column> columns;
  for (const FacetPlan& plan : plans) columns.push_back(plan.column);
  return columns;
}

size_t IndexLimitOf(const std::vector<FacetPlan>& plans) {
  const bool dates =
      std::any_of(plans.begin(), plans.end(), [](const FacetPlan& plan) { return plan.column == Column::kDate; });
  return dates ? SIZE_MAX : kMaxFacetValues;
}

v1::Facet MakeFacet(const FacetPlan& plan, const FacetCounts& counts) {
  v1::Facet facet;
  facet.set_field(plan.name);
  if (plan.column == Column::kDate) {
    AddDates(plan.unit, counts, facet);
    return facet;
  }
  facet.set_distinct_values(static_cast<int64_t>(counts.distinct));
  for (size_t i = 0; i < std::min(counts.values.size(), kMaxFacetValues); ++i) {
    const FacetCount& count = counts.values[i];
    AddValue(plan.column == Column::kKind ? KindName(count) : count.value, count.count, facet);
  }
  return facet;
}

}  // namespace broadsheet::query
