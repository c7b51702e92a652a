#include "query_service/search/facets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"
#include "query_service/search/dates.h"

namespace broadsheet::query {
namespace {

using testing::ElementsAre;

absl::StatusOr<std::vector<FacetPlan>> Plan(const std::vector<std::string>& names) {
  google::protobuf::RepeatedPtrField<std::string> fields(names.begin(), names.end());
  return PlanFacets(fields);
}

std::vector<std::string> ValuesOf(const v1::Facet& facet) {
  std::vector<std::string> values;
  for (const auto& value : facet.values()) values.push_back(value.value() + "=" + std::to_string(value.count()));
  return values;
}

TEST(FacetsTest, UnknownAndTooMany) {
  EXPECT_EQ(MetadataOf(Plan({"kind", "colour"}).status(), "field"), "facets[1]");
  EXPECT_EQ(ReasonOf(Plan(std::vector<std::string>(9, "kind")).status()), "BAD_FIELD");
  EXPECT_EQ(Plan(std::vector<std::string>(8, "kind"))->size(), 8u);
}

TEST(FacetsTest, KindsHaveNames) {
  const auto plans = Plan({"kind"});
  EXPECT_THAT(ColumnsOf(*plans), ElementsAre(Column::kKind));
  const v1::Facet facet = MakeFacet(plans->front(), {{{"1", 5}, {"3", 2}, {"77", 1}}, 3});
  EXPECT_EQ(facet.field(), "kind");
  EXPECT_THAT(ValuesOf(facet), ElementsAre("ARTICLE=5", "PHOTO=2", "77=1"));
  EXPECT_EQ(facet.distinct_values(), 3);
}

TEST(FacetsTest, DatesAreGroupedInOrder) {
  const FacetCounts days{{{"31", 3}, {"0", 2}, {"-1", 1}, {"30", 1}, {std::to_string(kNoDate), 9}}, 5};
  const auto plans = Plan({"date.day", "date.month", "date.year"});
  EXPECT_THAT(ValuesOf(MakeFacet((*plans)[0], days)),
              ElementsAre("1969-12-31=1", "1970-01-01=2", "1970-01-31=1", "1970-02-01=3"));
  EXPECT_THAT(ValuesOf(MakeFacet((*plans)[1], days)), ElementsAre("1969-12=1", "1970-01=3", "1970-02=3"));
  const v1::Facet years = MakeFacet((*plans)[2], days);
  EXPECT_THAT(ValuesOf(years), ElementsAre("1969=1", "1970=6"));
  EXPECT_EQ(years.distinct_values(), 2);
}

TEST(FacetsTest, ManyDaysKeepTheLatest) {
  FacetCounts days;
  for (int day = 0; day < 250; ++day) days.values.push_back({std::to_string(day), 1});
  const v1::Facet facet = MakeFacet(Plan({"date.day"})->front(), days);
  EXPECT_EQ(facet.values_size(), 100);
  EXPECT_EQ(facet.distinct_values(), 250);
  EXPECT_EQ(facet.values(99).value(), FormatDay(249));
}

}  // namespace
}  // namespace broadsheet::query
