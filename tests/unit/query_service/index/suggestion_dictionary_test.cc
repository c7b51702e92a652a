#include "query_service/index/suggestion_dictionary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet::query {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SuggestionDictionaryTest : public ::testing::Test {
 protected:
  std::vector<std::string> Suggest(std::string typed, size_t limit = 10) {
    const TermAnswer answer = terms_.Search(
        {.columns = {kTermColumns.begin(), kTermColumns.end()}, .typed = std::move(typed), .limit = limit});
    more_ = answer.more;
    std::vector<std::string> found;
    for (const Term& term : answer.terms) {
      found.push_back(term.value + " " + std::to_string(term.count) + " " +
                      std::to_string(static_cast<int>(term.match)));
    }
    return found;
  }

  SuggestionDictionary terms_;
  bool more_ = false;
};

TEST_F(SuggestionDictionaryTest, TextPinyinAndInitials) {
  terms_.Add(Column::kPerson, "雷军", 3);
  terms_.Add(Column::kOrganization, "LJ Group", 5);
  EXPECT_THAT(Suggest("雷"), ElementsAre("雷军 3 0"));
  EXPECT_THAT(Suggest("leij"), ElementsAre("雷军 3 1"));
  EXPECT_THAT(Suggest("lj"), ElementsAre("LJ Group 5 0", "雷军 3 2"));
  EXPECT_THAT(Suggest("lk"), IsEmpty());
}

TEST_F(SuggestionDictionaryTest, WhatNoRecordHasIsForgotten) {
  terms_.Add(Column::kPerson, "雷军");
  terms_.Add(Column::kPerson, "雷军");
  terms_.Remove(Column::kPerson, "雷军");
  EXPECT_THAT(Suggest("lei"), ElementsAre("雷军 1 1"));
  terms_.Remove(Column::kPerson, "雷军");
  EXPECT_THAT(Suggest("lei"), IsEmpty());
  EXPECT_EQ(terms_.size(), 0u);
  terms_.Remove(Column::kPerson, "雷军");
  terms_.Add(Column::kPerson, "雷雨");
  EXPECT_THAT(Suggest("lei"), ElementsAre("雷雨 1 1"));
}

TEST_F(SuggestionDictionaryTest, SaysWhetherThereAreMore) {
  for (const char* name : {"李一", "李二", "李三"}) terms_.Add(Column::kPerson, name);
  EXPECT_EQ(Suggest("li", 3).size(), 3u);
  EXPECT_FALSE(more_) << "initials and pinyin find the same";
  EXPECT_EQ(Suggest("l", 2).size(), 2u);
  EXPECT_TRUE(more_);
}

}  // namespace
}  // namespace broadsheet::query
