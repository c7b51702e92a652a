#include "ingest_service/parser/stitch/topic.h"

#include <cstdint>
#include <vector>

#include "gtest/gtest.h"

namespace broadsheet::ingest {
namespace {

PageTopics::Members Of(const std::vector<uint8_t>& members) { return {0, members}; }

TEST(PageTopicsTest, PrefersTheArticleThatSharesTerms) {
  PageTopics topics({U"养蜂人把蜂箱搬到油菜地边", U"渔民修补渔网准备出海", U"蜂箱里的蜂蜜今年收成好，油菜开花早"});
  const float bees = topics.Affinity(2, Of({1, 0, 0}), topics.Length(0));
  const float fish = topics.Affinity(2, Of({0, 1, 0}), topics.Length(1));
  EXPECT_GT(bees, 0.5);
  EXPECT_EQ(fish, 0);
}

TEST(PageTopicsTest, ATermOfTheWholePageTellsLess) {
  PageTopics rare({U"蜂箱和渔网", U"渔网在码头", U"蜂箱在山上"});
  PageTopics common({U"蜂箱和渔网", U"蜂箱在码头", U"蜂箱在山上"});
  EXPECT_GT(rare.Affinity(2, Of({1, 0, 0}), rare.Length(0)), common.Affinity(2, Of({1, 0, 0}), common.Length(0)));
}

TEST(PageTopicsTest, ReadsWordsOfOtherScriptsWhole) {
  PageTopics topics({U"他们试用HarborOS系统", U"HarborOS已经更新", U"Harbor已经更新"});
  EXPECT_GT(topics.Affinity(1, Of({1, 0, 0}), topics.Length(0)), topics.Affinity(2, Of({1, 0, 0}), topics.Length(0)));
}

}  // namespace
}  // namespace broadsheet::ingest
