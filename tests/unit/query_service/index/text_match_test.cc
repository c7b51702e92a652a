#include "query_service/index/text_match.h"

#include <gtest/gtest.h>

namespace broadsheet::query {
namespace {

using Kind = TextQuery::Kind;

IndexDocument Document() {
  IndexDocument document;
  document.id = 1;
  document.text[static_cast<int>(TextField::kHeadline)] = {"水利工程", "ai+安全"};
  document.text[static_cast<int>(TextField::kBody)] = {"aaaa 水水水", "taiwan ai 2023年"};
  document.text[static_cast<int>(TextField::kQuote)] = {"只在引语"};
  return document;
}

TextQuery Phrase(std::string text, FieldMask fields = kDefaultFields) {
  return {.kind = Kind::kPhrase, .fields = fields, .text = std::move(text)};
}
TextQuery Prefix(std::string text) { return {.kind = Kind::kPrefix, .text = std::move(text)}; }
TextQuery Near(int distance, std::vector<TextQuery> children) {
  return {.kind = Kind::kNear, .text = "", .distance = distance, .children = std::move(children)};
}

TEST(TextMatchTest, OverlappingOccurrencesCountByFieldWeight) {
  const Occurrences aa = CountOccurrences(Document(), Phrase("aa"), kDefaultFields);
  EXPECT_EQ(aa.plain, 3u);
  EXPECT_EQ(aa.weighted, 3u);
  const Occurrences water = CountOccurrences(Document(), Phrase("水"), kDefaultFields);
  EXPECT_EQ(water.plain, 4u);
  EXPECT_EQ(water.weighted, 7u);
}

TEST(TextMatchTest, APhraseStaysInsideOneValueAndItsFields) {
  EXPECT_TRUE(Matches(Document(), Phrase("ai+安")));
  EXPECT_FALSE(Matches(Document(), Phrase("程ai")));
  EXPECT_FALSE(Matches(Document(), Phrase("引语")));
  EXPECT_TRUE(Matches(Document(), Phrase("引语", MaskOf(TextField::kQuote))));
  EXPECT_FALSE(Matches(Document(), Phrase("水利", MaskOf(TextField::kBody))));
}

TEST(TextMatchTest, APrefixBeginsAtAWordBoundary) {
  EXPECT_FALSE(Matches(Document(), Prefix("iwan")));
  EXPECT_TRUE(Matches(Document(), Prefix("tai")));
  EXPECT_TRUE(Matches(Document(), Prefix("利工")));
  EXPECT_FALSE(Matches(Document(), Prefix("023")));
  EXPECT_EQ(CountOccurrences(Document(), Prefix("ai"), kDefaultFields).plain, 2u);
}

TEST(TextMatchTest, NearCountsCharactersInAnyOrderWithinOneValue) {
  EXPECT_TRUE(Matches(Document(), Near(9, {Phrase("2023"), Phrase("ai")})));  // "ai 2023"
  EXPECT_TRUE(Matches(Document(), Near(7, {Phrase("2023"), Phrase("ai")})));
  EXPECT_FALSE(Matches(Document(), Near(6, {Phrase("2023"), Phrase("ai")})));
  EXPECT_FALSE(Matches(Document(), Near(100, {Phrase("工程"), Phrase("ai")})));
  EXPECT_TRUE(Matches(Document(), Near(1, {Phrase("水"), Phrase("水")})));
}

TEST(TextMatchTest, LengthCountsCharactersOfTheDefaultFields) { EXPECT_EQ(LengthOf(Document()), 4u + 5 + 8 + 15); }

}  // namespace
}  // namespace broadsheet::query
