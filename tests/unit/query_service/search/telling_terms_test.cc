#include "query_service/search/telling_terms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet::query {
namespace {

using ::testing::ElementsAre;

IndexDocument Document(const char* headline, const char* body) {
  IndexDocument document;
  document.text[static_cast<int>(TextField::kHeadline)] = {headline};
  document.text[static_cast<int>(TextField::kBody)] = {body};
  return document;
}

TEST(TellingTermsTest, WhatIsRepeated) {
  EXPECT_THAT(CandidateTerms(Document("水稻", "水稻的事，robot 和 robot。")), ElementsAre("robot", "水稻"));
}

TEST(TellingTermsTest, NamesCountOnce) {
  IndexDocument document = Document("甲", "雷军来了");
  document.strings[static_cast<int>(Column::kPerson) - kNumberColumnCount] = {"雷军", "不在文中"};
  EXPECT_THAT(CandidateTerms(document), ElementsAre("雷军"));
}

TEST(TellingTermsTest, WithoutRepetitionTheHeadlineSpeaks) {
  EXPECT_THAT(CandidateTerms(Document("海水稻", "无")), ElementsAre("水稻", "海水"));
}

TEST(TellingTermsTest, NeitherUniqueNorCommonTerms) {
  const IndexDocument document = Document("甲乙 丙丁 戊己", "甲乙 丙丁 戊己");
  ScoringStats stats{.documents = 1000, .average_length = 100, .frequencies = {1, 500, 20}};
  EXPECT_THAT(TellingTerms(document, {"甲乙", "丙丁", "戊己"}, stats), ElementsAre("戊己"));
}

TEST(TellingTermsTest, LongTextsAreBounded) {
  std::string body;
  for (int round = 0; round < 2; ++round) {
    for (char32_t c = 0x4E00; c < 0x4E00 + 3000; ++c)
      body += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
               static_cast<char>(0x80 | (c & 0x3F))};
  }
  EXPECT_EQ(CandidateTerms(Document("", body.c_str())).size(), kMaxCandidateTerms);
}

}  // namespace
}  // namespace broadsheet::query
