#include "query_service/search/facet_field.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "broadsheet/record/v1/record.pb.h"
#include "common/status/error.h"
#include "query_service/search/dates.h"

namespace broadsheet::query {
namespace {

struct KnownField {
  std::string_view name;
  GroupKey key;
};

constexpr KnownField kKnown[] = {
    {"publication", {Column::kPublication}},
    {"section", {Column::kSection}},
    {"kind", {Column::kKind}},
    {"speaker.name", {Column::kSpeakerName}},
    {"speaker.roles", {Column::kSpeakerRole}},
    {"organizations", {Column::kOrganization}},
    {"reporters", {Column::kReporter}},
    {"persons", {Column::kPerson}},
    {"places", {Column::kPlace}},
    {"keywords", {Column::kKeyword}},
    {"date.day", {Column::kDate, DateUnit::kDay}},
    {"date.week", {Column::kDate, DateUnit::kWeek}},
    {"date.month", {Column::kDate, DateUnit::kMonth}},
    {"date.year", {Column::kDate, DateUnit::kYear}},
};

std::string KnownNames() {
  std::string names;
  for (const KnownField& known : kKnown) absl::StrAppend(&names, names.empty() ? "" : ", ", std::string(known.name));
  return names;
}

std::string KindName(int64_t kind) {
  const std::string name = record::v1::RecordKind_Name(static_cast<record::v1::RecordKind>(kind));
  constexpr std::string_view kPrefix = "RECORD_KIND_";
  return name.starts_with(kPrefix) ? name.substr(kPrefix.size()) : std::to_string(kind);
}

}  // namespace

absl::StatusOr<GroupKey> FacetField(std::string_view request_field, std::string_view name) {
  const auto known = std::find_if(std::begin(kKnown), std::end(kKnown),
                                  [name](const KnownField& field) { return field.name == name; });
  if (known == std::end(kKnown)) return FieldError(request_field, name, "one of " + KnownNames());
  return known->key;
}

std::string_view FacetFieldName(const GroupKey& key) {
  const auto known = std::find_if(std::begin(kKnown), std::end(kKnown), [&key](const KnownField& field) {
    return field.key.column == key.column && (key.column != Column::kDate || field.key.unit == key.unit);
  });
  return known == std::end(kKnown) ? "" : known->name;
}

std::string FacetText(const GroupKey& key, const GroupValue& value) {
  if (key.column == Column::kKind) return KindName(value.number);
  if (key.column == Column::kDate) return FormatDay(value.number, key.unit);
  return IsNumber(key.column) ? std::to_string(value.number) : value.text;
}

}  // namespace broadsheet::query
