#include "ingest_service/parser/extract/word_trie.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet::ingest {
namespace {

// The value that the trie holds for `word`; kNoWord where its path ends.
uint32_t Find(const WordTrie& trie, std::u32string_view word) {
  WordTrie::Prefix prefix;
  for (const char32_t c : word) {
    prefix = trie.Next(prefix.node, c);
    if (prefix.node == WordTrie::kRoot) return WordTrie::kNoWord;
  }
  return prefix.value;
}

TEST(WordTrieTest, FindsWholeWordsAndTellsPrefixesFromThem) {
  WordTrie trie;
  EXPECT_TRUE(trie.Set(U"报", 1));
  EXPECT_TRUE(trie.Set(U"报社记者", 2));
  EXPECT_EQ(Find(trie, U"报"), 1U);
  EXPECT_EQ(Find(trie, U"报社"), WordTrie::kNoWord);
  EXPECT_EQ(Find(trie, U"报社记者"), 2U);
  EXPECT_EQ(Find(trie, U"报社记者们"), WordTrie::kNoWord);
  EXPECT_EQ(Find(trie, U"社"), WordTrie::kNoWord);
}

TEST(WordTrieTest, SaysWhetherLongerWordsBeginSo) {
  WordTrie trie;
  trie.Set(U"报社", 1);
  EXPECT_TRUE(trie.Next(WordTrie::kRoot, U'报').goes_on);
  EXPECT_FALSE(trie.Next(trie.Next(WordTrie::kRoot, U'报').node, U'社').goes_on);
  trie.Set(U"报社记者", 2);
  EXPECT_TRUE(trie.Next(trie.Next(WordTrie::kRoot, U'报').node, U'社').goes_on);
}

TEST(WordTrieTest, ASecondValueReplacesTheFirst) {
  WordTrie trie;
  trie.Set(U"港口", 1);
  trie.Set(U"港口", 7);
  EXPECT_EQ(Find(trie, U"港口"), 7U);
}

TEST(WordTrieTest, RefusesWhatItCannotHold) {
  WordTrie trie;
  EXPECT_FALSE(trie.Set(U"", 1));
  EXPECT_FALSE(trie.Set(U"木\U00020000", 1));
  EXPECT_EQ(Find(trie, U"木\U00020000"), WordTrie::kNoWord);
}

TEST(WordTrieTest, KeepsEveryWordWhileItGrows) {
  WordTrie trie;
  const auto word = [](uint32_t i) {
    return std::u32string{static_cast<char32_t>(0x4E00 + i % 97), static_cast<char32_t>(0x5E00 + i / 97 % 89),
                          static_cast<char32_t>(0x6E00 + i)};
  };
  for (uint32_t i = 0; i < 5000; ++i) ASSERT_TRUE(trie.Set(word(i), i));
  for (uint32_t i = 0; i < 5000; ++i) ASSERT_EQ(Find(trie, word(i)), i);
}

}  // namespace
}  // namespace broadsheet::ingest
