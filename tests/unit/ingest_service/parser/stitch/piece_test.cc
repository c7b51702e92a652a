#include "ingest_service/parser/stitch/piece.h"

#include "gtest/gtest.h"
#include "ingest_service/parser/language/paragraph_openings.h"

namespace broadsheet::ingest {
namespace {

Ending EndingOfUtf8(std::string_view text) { return EndingOf(ToModelText(text)); }

TEST(StitchPieceTest, TellsHowATextEnds) {
  EXPECT_EQ(EndingOfUtf8("春耕开始了。"), Ending::kStop);
  EXPECT_EQ(EndingOfUtf8("“春耕开始了。”"), Ending::kStop);
  EXPECT_EQ(EndingOfUtf8("春耕开始了。（记者 某某）"), Ending::kStop);
  EXPECT_EQ(EndingOfUtf8("农机手把拖拉机开到了田"), Ending::kTitle);
  EXPECT_EQ(EndingOfUtf8("他们一早就把拖拉机开到了田"), Ending::kOpen);
  EXPECT_EQ(EndingOfUtf8("春耕开始了，农机手们一早就把拖拉机开到了田"), Ending::kOpen);
  EXPECT_EQ(EndingOfUtf8("他们学习了《春耕手册》"), Ending::kOpen);
  EXPECT_EQ(EndingOfUtf8("春耕开始了，"), Ending::kComma);
  EXPECT_EQ(EndingOfUtf8("他说：“"), Ending::kComma);
  EXPECT_EQ(EndingOfUtf8("他建议："), Ending::kColon);
  EXPECT_EQ(EndingOfUtf8(""), Ending::kStop);
}

TEST(StitchPieceTest, ReadsTraditionalCharactersAsSimplified) {
  EXPECT_EQ(ToModelText("圖書 館\u3000開放"), U"图书馆开放");
}

TEST(StitchPieceTest, SeesTheMarksThatAreLeftOpen) {
  const Piece opened = ReadPiece("村长说：“路修好了，");
  EXPECT_EQ(opened.quotes.first, 1);
  EXPECT_EQ(opened.quotes.pending, 1);
  const Piece closed = ReadPiece("大家都高兴。”他又谈起《村志》（第二卷）。");
  EXPECT_EQ(closed.quotes.first, -1);
  EXPECT_EQ(closed.quotes.pending, -1);
  EXPECT_EQ(closed.brackets.first, 1);
}

TEST(StitchPieceTest, CountsEnumerations) {
  const Piece piece = ReadPiece("二是修路；三是种树。第一次来的人不少，第二，要管好水。");
  EXPECT_EQ(piece.first_number[static_cast<size_t>(Series::kShi)], 2);
  EXPECT_EQ(piece.last_number[static_cast<size_t>(Series::kShi)], 3);
  EXPECT_EQ(piece.first_number[static_cast<size_t>(Series::kDi)], 2);
}

TEST(StitchPieceTest, KnowsBeginningsAndEndsOfArticles) {
  EXPECT_TRUE(ReadPiece("本报讯 昨天，新桥通车。").opens_article);
  EXPECT_TRUE(ReadPiece("新华社某地5月3日电（记者某某）新桥通车。").opens_article);
  EXPECT_FALSE(ReadPiece("据一家报纸报道，新桥昨天通车。").opens_article);
  EXPECT_TRUE(ReadPiece("新桥通车。（记者 某某）").closes_article);
  EXPECT_FALSE(ReadPiece("新桥（见图）通车。").closes_article);
}

TEST(ParagraphOpeningsTest, TellsBeginningsFromMiddles) {
  EXPECT_GT(ParagraphOpening(U"据了解，这座桥"), 1);
  EXPECT_GT(ParagraphOpening(U"近年来，村里"), 1);
  EXPECT_LT(ParagraphOpening(U"的桥梁已经"), -2);
  EXPECT_LT(ParagraphOpening(U"，村里的路"), -2);
  EXPECT_EQ(ParagraphOpening(U""), 0);
}

}  // namespace
}  // namespace broadsheet::ingest
