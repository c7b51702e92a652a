#include "ingest_service/parser/stitch/paragraph.h"

#include <string_view>

#include "gtest/gtest.h"
#include "ingest_service/parser/language/language_model.h"
#include "ingest_service/parser/parser.h"

namespace broadsheet::ingest {
namespace {

enum class Place { kBelow, kApart };

class ParagraphTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto model = LanguageModel::Load(ParserOptions().language_model_path);
    ASSERT_TRUE(model.ok()) << model.status();
    model_ = model->release();
  }
  static void TearDownTestSuite() { delete model_; }

  static bool GoesOn(std::string_view before, std::string_view text, Place place, bool subhead = false) {
    const Piece first = ReadPiece(before), second = ReadPiece(text);
    const double continuation = model_->Continuation(*model_->ReadTail(first.text), *model_->ReadHead(second.text));
    return LogOddsInside(ReadParagraphClues({first, subhead, second, place == Place::kBelow, continuation})) > 0;
  }

  static inline const LanguageModel* model_ = nullptr;
};

TEST_F(ParagraphTest, AWordThatAColumnCutGoesOn) {
  EXPECT_TRUE(GoesOn("渡口的问题主要有三个：安", "全设施不足，渡船老旧，值守人员太少。", Place::kApart));
  EXPECT_TRUE(GoesOn("这条铁路全长三百公里，沿线设十二个车站，是滨江市第一条高速铁", "路，明年建成。", Place::kBelow));
}

TEST_F(ParagraphTest, AClauseThatLooksLikeAHeadingGoesOnBehindItsComma) {
  EXPECT_TRUE(GoesOn("顾宁强调，", "春耕在即，各地要管好水、用好水。", Place::kApart, true));
}

TEST_F(ParagraphTest, AClosingMarkBelongsToWhatOpenedIt) {
  EXPECT_TRUE(GoesOn("他说：“渡船明天开航。", "”顾宁还说，票价不变。", Place::kApart));
}

TEST_F(ParagraphTest, AParagraphBeginsBehindASentence) {
  EXPECT_FALSE(GoesOn("渡船昨天停航。", "市民顾宁说，他等了两个小时。", Place::kBelow));
  EXPECT_FALSE(GoesOn("渡船昨天停航。", "市民顾宁说，他等了两个小时。", Place::kApart));
}

TEST_F(ParagraphTest, AParagraphBeginsUnderAHeading) {
  EXPECT_FALSE(GoesOn("渡口改造提速", "市交通局昨天宣布，三个渡口今年改造完毕。", Place::kBelow, true));
  EXPECT_FALSE(GoesOn("票价明年再议", "票价明年再议，是记者从昨天的会上得到的消息。", Place::kBelow));
}

}  // namespace
}  // namespace broadsheet::ingest
