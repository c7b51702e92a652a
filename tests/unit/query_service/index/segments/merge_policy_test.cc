#include "query_service/index/segments/merge_policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet::query {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(MergePolicyTest, MergesFourOfATier) {
  EXPECT_THAT(ChooseMerge(std::vector<SegmentSize>{{10, 0}, {20, 0}, {30, 0}}, 100, 10000), IsEmpty());
  EXPECT_THAT(ChooseMerge(std::vector<SegmentSize>{{10, 0}, {500, 0}, {20, 0}, {30, 0}, {99, 0}}, 100, 10000),
              ElementsAre(0, 2, 3, 4));
}

TEST(MergePolicyTest, LeavesLargeSegmentsAlone) {
  const std::vector<SegmentSize> large(8, {5000, 0});
  EXPECT_THAT(ChooseMerge(large, 100, 10000), IsEmpty());
}

TEST(MergePolicyTest, RewritesWhatIsHalfDeleted) {
  EXPECT_THAT(ChooseMerge(std::vector<SegmentSize>{{9000, 10}, {9000, 4500}}, 100, 10000), ElementsAre(1));
}

}  // namespace
}  // namespace broadsheet::query
