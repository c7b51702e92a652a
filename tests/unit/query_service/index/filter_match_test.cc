#include "query_service/index/filter_match.h"

#include <gtest/gtest.h>

namespace broadsheet::query {
namespace {

using Kind = Filter::Kind;

IndexDocument Document() {
  IndexDocument document;
  document.numbers[static_cast<int>(Column::kDate)] = kNoDate;
  document.numbers[static_cast<int>(Column::kPage)] = 3;
  document.strings[static_cast<int>(Column::kSection) - kNumberColumnCount] = {"ＡＢ版", "經濟"};
  document.text[static_cast<int>(TextField::kBody)] = {"正文"};
  return document;
}

bool PassesSection(Kind kind, std::string text) {
  return Passes(Document(), {.kind = kind, .column = Column::kSection, .text = std::move(text)});
}

TEST(FilterMatchTest, StringsAreComparedFolded) {
  EXPECT_TRUE(PassesSection(Kind::kEquals, "ab版"));
  EXPECT_TRUE(PassesSection(Kind::kEquals, "经济"));
  EXPECT_FALSE(PassesSection(Kind::kEquals, "经"));
  EXPECT_TRUE(PassesSection(Kind::kStarts, "经"));
  EXPECT_TRUE(PassesSection(Kind::kEnds, "b版"));
  EXPECT_TRUE(PassesSection(Kind::kContains, "b"));
  EXPECT_FALSE(PassesSection(Kind::kContains, "c"));
}

TEST(FilterMatchTest, NumbersAreComparedAsNumbers) {
  const auto page = [](Filter::Op op, int64_t number) {
    return Passes(Document(), {.kind = Kind::kCompare, .column = Column::kPage, .op = op, .number = number});
  };
  EXPECT_TRUE(page(Filter::Op::kEqual, 3));
  EXPECT_TRUE(page(Filter::Op::kLess, 4));
  EXPECT_FALSE(page(Filter::Op::kLess, 3));
  EXPECT_TRUE(page(Filter::Op::kGreaterEqual, 3));
  EXPECT_FALSE(page(Filter::Op::kGreater, 3));
}

TEST(FilterMatchTest, PresenceAndText) {
  const auto present = [](Column column) { return Passes(Document(), {.kind = Kind::kPresent, .column = column}); };
  EXPECT_FALSE(present(Column::kDate));
  EXPECT_TRUE(present(Column::kPage));
  EXPECT_TRUE(present(Column::kSection));
  EXPECT_FALSE(present(Column::kPlace));
  EXPECT_TRUE(Passes(Document(), {.kind = Kind::kBody, .text = "文"}));
  EXPECT_FALSE(Passes(Document(), {.kind = Kind::kBody, .text = "版"}));
}

}  // namespace
}  // namespace broadsheet::query
