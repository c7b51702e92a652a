#include "query_service/index/text_limit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet::query {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Beginning(std::vector<std::string> values, size_t bytes) {
  IndexDocument document;
  document.text[static_cast<int>(TextField::kBody)] = values;
  const bool cut = CutText(document, bytes);
  EXPECT_EQ(cut, document.text[static_cast<int>(TextField::kBody)] != values);
  return document.text[static_cast<int>(TextField::kBody)];
}

TEST(TextLimitTest, EachValueTakesOneByteMore) {
  EXPECT_THAT(Beginning({"abc", "de"}, 7), ElementsAre("abc", "de"));
  EXPECT_THAT(Beginning({"abc", "de"}, 6), ElementsAre("abc", "d"));
  EXPECT_THAT(Beginning({"abc", "de"}, 5), ElementsAre("abc")) << "no empty value";
  EXPECT_THAT(Beginning({"abc", "de"}, 4), ElementsAre("abc"));
  EXPECT_THAT(Beginning({"abc", "de"}, 0), IsEmpty());
}

TEST(TextLimitTest, CutsBetweenCharacters) {
  EXPECT_THAT(Beginning({"水稻"}, 7), ElementsAre("水稻"));
  for (const size_t bytes : {6, 5, 4}) EXPECT_THAT(Beginning({"水稻"}, bytes), ElementsAre("水"));
  EXPECT_THAT(Beginning({"水稻"}, 3), IsEmpty());
}

TEST(TextLimitTest, EachFieldHasItsOwn) {
  IndexDocument document;
  document.text[static_cast<int>(TextField::kHeadline)] = {"long enough"};
  document.text[static_cast<int>(TextField::kBody)] = {"short"};
  EXPECT_TRUE(CutText(document, 6));
  EXPECT_THAT(document.text[static_cast<int>(TextField::kHeadline)], ElementsAre("long "));
  EXPECT_THAT(document.text[static_cast<int>(TextField::kBody)], ElementsAre("short"));
  EXPECT_FALSE(CutText(document, 6));
}

}  // namespace
}  // namespace broadsheet::query
