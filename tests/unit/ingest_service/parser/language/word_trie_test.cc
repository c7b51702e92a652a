#include "ingest_service/parser/language/word_trie.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet::ingest {
namespace {

// The value that the trie holds for `word`, which is not empty; kNoWord: none.
uint32_t Find(const WordTrie& trie, std::u32string_view word) {
  WordTrie::Prefix prefix = trie.Begin(word[0]);
  for (const char32_t c : word.substr(1)) prefix = trie.Next(prefix, c);
  return prefix.value();
}

uint32_t Find(const WordTrieBuilder& words, std::u32string_view word) {
  const uint32_t value = words.Find(word);
  if (!word.empty()) {
    EXPECT_EQ(Find(WordTrie(words), word), value);
  }
  return value;
}

TEST(WordTrieTest, FindsWholeWordsAndTellsPrefixesFromThem) {
  WordTrieBuilder words;
  EXPECT_TRUE(words.Set(U"报", 1));
  EXPECT_TRUE(words.Set(U"报社记者", 2));
  EXPECT_EQ(Find(words, U"报"), 1U);
  EXPECT_EQ(Find(words, U"报社"), WordTrie::kNoWord);
  EXPECT_EQ(Find(words, U"报社记者"), 2U);
  EXPECT_EQ(Find(words, U"报社记者们"), WordTrie::kNoWord);
  EXPECT_EQ(Find(words, U"社"), WordTrie::kNoWord);
}

TEST(WordTrieTest, SaysWhetherLongerWordsBeginSo) {
  WordTrieBuilder words;
  words.Set(U"报社", 1);
  const WordTrie trie(words);
  const WordTrie::Prefix prefix = trie.Begin(U'报');
  EXPECT_TRUE(prefix.goes_on());
  EXPECT_FALSE(trie.Next(prefix, U'社').goes_on());
  EXPECT_FALSE(trie.Next(prefix, U'刊').goes_on());
}

TEST(WordTrieTest, ASecondValueReplacesTheFirst) {
  WordTrieBuilder words;
  words.Set(U"港口", 1);
  words.Set(U"港口", 7);
  EXPECT_EQ(Find(words, U"港口"), 7U);
}

TEST(WordTrieTest, RefusesWhatItCannotHold) {
  WordTrieBuilder words;
  EXPECT_FALSE(words.Set(U"", 1));
  EXPECT_FALSE(words.Set(U"木\U00020000", 1));
  EXPECT_EQ(Find(words, U"木\U00020000"), WordTrie::kNoWord);
}

TEST(WordTrieTest, KeepsEveryWordWhileItGrows) {
  WordTrieBuilder words;
  const auto word = [](uint32_t i) {
    return std::u32string{static_cast<char32_t>(0x4E00 + i % 97), static_cast<char32_t>(0x5E00 + i / 97 % 89),
                          static_cast<char32_t>(0x6E00 + i)};
  };
  for (uint32_t i = 0; i < 5000; ++i) ASSERT_TRUE(words.Set(word(i), i));
  const WordTrie packed(words);
  for (uint32_t i = 0; i < 5000; ++i) ASSERT_EQ(Find(packed, word(i)), i);
}

}  // namespace
}  // namespace broadsheet::ingest
