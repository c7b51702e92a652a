#include "query_service/index/segments/term_dictionary.h"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <vector>

namespace broadsheet::query {
namespace {

constexpr SectionId kFirst = 7;

std::unique_ptr<SectionReader> Written(const std::vector<TermEntry>& terms) {
  TermDictionaryWriter writer;
  for (const TermEntry& term : terms) writer.Add(term);
  auto file = SectionWriter::Create("");
  writer.Write(**file, kFirst);
  EXPECT_TRUE((*file)->Finish().ok());
  return SectionReader::OfMemory((*file)->TakeBytes());
}

std::vector<TermEntry> RandomTerms(size_t count) {
  std::mt19937_64 random(count);
  std::vector<TermEntry> terms;
  TermEntry term;
  for (size_t i = 0; i < count; ++i) {
    term.key += 1 + (random() >> (20 + random() % 44));
    term.offset += random() % 7 == 0 ? uint64_t{1} << 33 : random() % 200;
    term.frequency = 1 + static_cast<uint32_t>(random() >> (32 + random() % 32));
    terms.push_back(term);
  }
  return terms;
}

void ExpectSame(const TermEntry& got, const TermEntry& wanted) {
  EXPECT_EQ(got.key, wanted.key);
  EXPECT_EQ(got.frequency, wanted.frequency);
  EXPECT_EQ(got.offset, wanted.offset);
}

TEST(TermDictionaryTest, FindsEveryTermAndNoOther) {
  for (const size_t count : {size_t{1}, kTermGroup - 1, kTermGroup, kTermGroup + 1, size_t{1000}}) {
    const std::vector<TermEntry> terms = RandomTerms(count);
    const auto file = Written(terms);
    const TermDictionary dictionary(*file, kFirst);
    for (size_t i = 0; i < count; ++i) {
      const auto found = dictionary.Find(terms[i].key);
      ASSERT_TRUE(found.has_value());
      ExpectSame(*found, terms[i]);
      const bool follows = i > 0 && terms[i].key - 1 == terms[i - 1].key;
      EXPECT_EQ(dictionary.Find(terms[i].key - 1).has_value(), follows);
    }
    EXPECT_FALSE(dictionary.Find(terms.back().key + 1));
  }
}

TEST(TermDictionaryTest, ACursorGoesOnFromAnyKeyToTheEnd) {
  const std::vector<TermEntry> terms = RandomTerms(3 * kTermGroup);
  const auto file = Written(terms);
  const TermDictionary dictionary(*file, kFirst);
  for (size_t begin = 0; begin < terms.size(); ++begin) {
    auto cursor = dictionary.From(begin == 0 ? 0 : terms[begin - 1].key + 1);
    for (size_t i = begin; i < terms.size(); ++i, cursor.Next()) {
      ASSERT_FALSE(cursor.Done());
      ExpectSame(*cursor, terms[i]);
    }
    EXPECT_TRUE(cursor.Done());
  }
  EXPECT_TRUE(dictionary.From(terms.back().key + 1).Done());
}

TEST(TermDictionaryTest, NoTermsAreNoneToFind) {
  const auto file = Written({});
  const TermDictionary dictionary(*file, kFirst);
  EXPECT_FALSE(dictionary.Find(0));
  EXPECT_TRUE(dictionary.From(0).Done());
}

}  // namespace
}  // namespace broadsheet::query
