#include "query_service/index/segments/value_ordinals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query_service/index/segments/segment_builder.h"

namespace broadsheet::query {
namespace {

using ::testing::ElementsAre;

constexpr Column kColumn = Column::kPerson;

// One document that has these persons.
std::shared_ptr<const Segment> SegmentOf(std::vector<std::string> persons) {
  IndexDocument document;
  document.id = 1;
  document.strings[static_cast<int>(kColumn) - kNumberColumnCount] = std::move(persons);
  const IndexDocument* const alone[] = {&document};
  return Segment::OfMemory(*BuildSegment(alone));
}

class ValueOrdinalsTest : public ::testing::Test {
 protected:
  std::shared_ptr<const ValueOrdinals> Make(const WantedValues* wanted = nullptr) {
    return *ValueOrdinals::Make(segments_, kColumn, wanted, {});
  }
  std::vector<std::string> ValuesOf(const ValueOrdinals& ordinals) const {
    std::vector<std::string> values;
    for (uint32_t i = 0; i < ordinals.size(); ++i) values.push_back(ordinals.ValueOf(i, segments_, kColumn));
    return values;
  }

  const std::shared_ptr<const Segment> first_ = SegmentOf({"b", "prefix-of-eight-and-b", "d"});
  const std::shared_ptr<const Segment> second_ = SegmentOf({"a", "b", "prefix-of-eight-and-a"});
  const std::shared_ptr<const Segment> none_ = SegmentOf({});
  std::vector<const Segment*> segments_ = {first_.get(), none_.get(), second_.get()};
};

TEST_F(ValueOrdinalsTest, EqualValuesHaveOneInTheOrderOfValues) {
  const auto ordinals = Make();
  EXPECT_THAT(ValuesOf(*ordinals), ElementsAre("a", "b", "d", "prefix-of-eight-and-a", "prefix-of-eight-and-b"));
  EXPECT_THAT(ordinals->Of(0), ElementsAre(1, 2, 4));
  EXPECT_THAT(ordinals->Of(2), ElementsAre(0, 1, 3));
}

TEST_F(ValueOrdinalsTest, OnlyOfWantedValues) {
  const WantedValues wanted = {{false, true, false}, {}, {false, true, false}};
  const auto ordinals = Make(&wanted);
  EXPECT_THAT(ValuesOf(*ordinals), ElementsAre("b", "d"));
  EXPECT_EQ(ordinals->Of(0)[1], 1u);
  EXPECT_EQ(ordinals->Of(2)[1], 0u);
}

TEST_F(ValueOrdinalsTest, AreKeptWhileTheSegmentsAreTheSame) {
  OrdinalCache known;
  EXPECT_EQ(known.Find(segments_, kColumn), nullptr);
  const WantedValues many = {{true, true, true}, {}, {}}, few = {{true, false, false}, {}, {}};
  ASSERT_TRUE(known.Make(segments_, kColumn, few, {}).ok());
  EXPECT_EQ(known.Find(segments_, kColumn), nullptr) << "of a few";
  const auto made = known.Make(segments_, kColumn, many, {});
  ASSERT_TRUE(made.ok());
  EXPECT_EQ((*made)->size(), 5u) << "of all";
  EXPECT_EQ(known.Find(segments_, kColumn), *made);
  segments_.pop_back();
  EXPECT_EQ(known.Find(segments_, kColumn), nullptr);
}

TEST_F(ValueOrdinalsTest, EndWhenTheirCallDoes) {
  EXPECT_TRUE(absl::IsCancelled(ValueOrdinals::Make(segments_, kColumn, nullptr, [] { return true; }).status()));
}

}  // namespace
}  // namespace broadsheet::query
