#include "ingest_service/parser/stitch/stitch.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/ingest_service/parser/test_model.h"

namespace broadsheet::ingest {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

PageItem Head(std::string text, std::string speaker = "") {
  PageItem item;
  item.kind = PageItem::Kind::kHead;
  item.text = std::move(text);
  item.speaker = std::move(speaker);
  return item;
}

PageItem Body(std::string text) {
  PageItem item;
  item.text = std::move(text);
  return item;
}

std::vector<int> ItemsOf(const StitchedArticle& article) {
  std::vector<int> items;
  for (const Link& link : article.body) items.push_back(link.item);
  return items;
}

// Two invented articles side by side, each cut in the middle of a sentence.
std::vector<PageItem> TwoColumns() {
  return {
      Head("山村小学用上了新图书馆"),                                                                          // 0
      Body("坐落在半山腰的青石小学，上周迎来了一座新图书馆。两千册图书摆上了书架，孩子们第一次有了自己的阅"),  // 1
      Head("老码头改造成滨江公园"),                                                                            // 2
      Body("经过两年施工，废弃多年的东岸码头变成了滨江公园。吊车和铁轨保留下来，成为市民散步时的风"),          // 3
      Body("览室。校长说，图书馆每天开放到傍晚，住得远的孩子可以借书回家。"),                                  // 4
      Body("景。设计师介绍，公园里种下的三百棵树都来自当地苗圃，明年还将修建一条沿江步道。"),                  // 5
  };
}

TEST(StitchTest, JoinsColumnsCutInsideAWord) {
  const Stitching stitching = Stitch(TwoColumns(), TestModel());
  ASSERT_EQ(stitching.articles.size(), 2U);
  EXPECT_THAT(ItemsOf(stitching.articles[0]), ElementsAre(1, 4));
  EXPECT_THAT(ItemsOf(stitching.articles[1]), ElementsAre(3, 5));
  EXPECT_THAT(stitching.orphans, IsEmpty());
  const Link& seam = stitching.articles[0].body[1];
  EXPECT_TRUE(seam.seam);
  EXPECT_TRUE(seam.inside_paragraph);
  EXPECT_GT(seam.confidence, 0.9);
  EXPECT_FALSE(seam.clues.empty());
  EXPECT_FALSE(stitching.articles[0].end_missing);
}

TEST(StitchTest, TextDecidesAgainstTheOrderOfColumns) {
  std::vector<PageItem> items = TwoColumns();
  std::swap(items[4], items[5]);
  const Stitching stitching = Stitch(items, TestModel());
  EXPECT_THAT(ItemsOf(stitching.articles[0]), ElementsAre(1, 5));
  EXPECT_THAT(ItemsOf(stitching.articles[1]), ElementsAre(3, 4));
}

TEST(StitchTest, FirstWordsAtAColumnsEndAreNoHeading) {
  std::vector<PageItem> items = TwoColumns();
  items[1].text = "坐落在半山腰的青石小学，上周迎来了一座新图书馆。";
  items.insert(items.begin() + 2, Body("两千册图书摆上了"));
  items[2].subhead = true;
  items[5].text = "书架，孩子们第一次有了自己的阅览室，住得远的孩子可以借书回家。";
  const Stitching stitching = Stitch(items, TestModel());
  ASSERT_THAT(ItemsOf(stitching.articles[0]), ElementsAre(1, 2, 5));
  EXPECT_FALSE(stitching.articles[0].body[1].inside_paragraph);
  EXPECT_TRUE(stitching.articles[0].body[2].inside_paragraph);
}

TEST(StitchTest, AParagraphMayLackItsLastMark) {
  const std::vector<PageItem> items = {
      Head("渡口添了十盏夜航灯"),
      Body("早晚两班渡船都在夜里开，咨询电话八八六零一二三四"),
      Body("新华社滨江3月8日电 船工们说，灯亮了，心里也就踏实了。"),
  };
  const Stitching stitching = Stitch(items, TestModel());
  ASSERT_THAT(ItemsOf(stitching.articles[0]), ElementsAre(1, 2));
  EXPECT_FALSE(stitching.articles[0].body[1].inside_paragraph);
}

PageItem Line(std::string text, double headline_odds) {
  PageItem item;
  item.kind = PageItem::Kind::kLine;
  item.text = std::move(text);
  item.headline_odds = headline_odds;
  return item;
}

TEST(StitchTest, ALineThatTextGoesOnIsNoHeadline) {
  std::vector<PageItem> items = TwoColumns();
  items[1].text = "坐落在半山腰的青石小学，上周迎来了一座新图书馆。";
  items.insert(items.begin() + 2, Line("两千册图书摆上了书架，孩子们第一次有了自己的阅", 0.5));
  const Stitching stitching = Stitch(items, TestModel());
  ASSERT_EQ(stitching.articles.size(), 2U);
  EXPECT_THAT(ItemsOf(stitching.articles[0]), ElementsAre(1, 2, 5));
}

TEST(StitchTest, ALineOverTextOfAnotherKindIsAHeadline) {
  std::vector<PageItem> items = TwoColumns();
  items.push_back(Line("气象台发布大风蓝色预警", -0.5));
  items.push_back(Body("气象台今天发布大风蓝色预警，预计夜间海面阵风可达八级，渔船应当回港避风。"));
  const Stitching stitching = Stitch(items, TestModel());
  ASSERT_EQ(stitching.articles.size(), 3U);
  EXPECT_EQ(stitching.articles[2].head, 6);
  EXPECT_THAT(ItemsOf(stitching.articles[2]), ElementsAre(7));
}

TEST(StitchTest, NeverGuessesAMissingEnd) {
  std::vector<PageItem> items = TwoColumns();
  items.erase(items.begin() + 4);
  const Stitching stitching = Stitch(items, TestModel());
  EXPECT_THAT(ItemsOf(stitching.articles[0]), ElementsAre(1));
  EXPECT_TRUE(stitching.articles[0].end_missing);
  EXPECT_THAT(ItemsOf(stitching.articles[1]), ElementsAre(3, 4));
  EXPECT_FALSE(stitching.articles[1].end_missing);
}

TEST(StitchTest, TheRunnerUpIsAnotherPieceThatCouldFollow) {
  const Stitching stitching = Stitch(
      {
          Head("山村小学用上了新图书馆"),                                                            // 0
          Body("坐落在半山腰的青石小学，上周迎来了一座新图书馆，老师和学生们都说，这是一个新的开"),  // 1
          Head("老码头改造成滨江公园"),                                                              // 2
          Body("经过两年施工，废弃多年的东岸码头变成了滨江公园，市民们都说，这是一个新的开"),        // 3
          Body("始，这一天等了很久，以后要常来看看。"),                                              // 4
          Body("始，明年还要添置新的设施，欢迎更多的人来。"),                                        // 5
      },
      TestModel());
  int seams = 0;
  for (const StitchedArticle& article : stitching.articles) {
    for (const Link& link : article.body) {
      if (!link.seam) continue;
      ++seams;
      EXPECT_EQ(link.runner_up, link.item == 4 ? 5 : 4);
      EXPECT_GT(link.runner_up_confidence, 0);
    }
  }
  EXPECT_GT(seams, 0);
}

TEST(StitchTest, NothingGoesOnOverAPage) {
  std::vector<PageItem> items = TwoColumns();
  items[4].page = items[5].page = 1;
  const Stitching stitching = Stitch(items, TestModel());
  EXPECT_THAT(ItemsOf(stitching.articles[0]), ElementsAre(1));
  EXPECT_TRUE(stitching.articles[0].end_missing);
  ASSERT_EQ(stitching.orphans.size(), 2U);
  EXPECT_EQ(stitching.orphans[0].item, 4);
}

TEST(StitchTest, ASubheadIsNoOpenEnd) {
  std::vector<PageItem> items = TwoColumns();
  PageItem subhead = Body("沿江步道");
  subhead.subhead = true;
  items.push_back(subhead);
  const Stitching stitching = Stitch(items, TestModel());
  EXPECT_THAT(ItemsOf(stitching.articles[1]), ElementsAre(3, 5, 6));
  EXPECT_FALSE(stitching.articles[1].end_missing);
}

TEST(StitchTest, BodiesWithoutAHeadAreOrphans) {
  const Stitching stitching = Stitch({Body("没有标题的一段文字。"), Body("又是一段。")}, TestModel());
  EXPECT_THAT(stitching.articles, IsEmpty());
  EXPECT_EQ(stitching.orphans.size(), 2U);
}

TEST(StitchTest, AnEmptyPageIsEmpty) {
  const Stitching stitching = Stitch({}, TestModel());
  EXPECT_THAT(stitching.articles, IsEmpty());
  EXPECT_THAT(stitching.orphans, IsEmpty());
}

TEST(StitchTest, EveryItemGoesToExactlyOnePlace) {
  std::vector<PageItem> items;
  for (int copy = 0; copy < 40; ++copy) {
    for (const PageItem& item : TwoColumns()) items.push_back(item);
    items.emplace_back().kind = PageItem::Kind::kBreak;
  }
  const Stitching stitching = Stitch(items, TestModel());
  std::vector<int> seen(items.size());
  for (const StitchedArticle& article : stitching.articles) {
    ++seen[article.head];
    for (const Link& link : article.body) ++seen[link.item];
  }
  for (const Link& orphan : stitching.orphans) ++seen[orphan.item];
  for (size_t i = 0; i < items.size(); ++i) {
    EXPECT_EQ(seen[i], items[i].kind == PageItem::Kind::kBreak ? 0 : 1) << "item " << i;
  }
}

}  // namespace
}  // namespace broadsheet::ingest
