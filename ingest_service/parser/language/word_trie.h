// Words and what is known of each, found character by character.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest_service/parser/language/huge_page_allocator.h"

namespace broadsheet::ingest {

// Collects words for a WordTrie.
class WordTrieBuilder {
 public:
  static constexpr uint32_t kNoWord = 0xFFFFFFFF;

  WordTrieBuilder();

  // Gives `word` a value other than kNoWord, in place of its old one. False, with
  // nothing changed for the word, if it is empty, holds a character outside the
  // basic plane, or there are 16 million prefixes already.
  bool Set(std::u32string_view word, uint32_t value);

  // The word's value; kNoWord if it has none.
  uint32_t Find(std::u32string_view word) const;

 private:
  friend class WordTrie;
  using Node = uint32_t;
  static constexpr Node kRoot = 0;
  static constexpr char32_t kBasicPlane = 0x10000;
  static constexpr int kNodeBits = 24, kCharacterBits = 16;

  struct Edge {
    uint64_t key = 0;   // parent and character
    Node node = kRoot;  // that it leads to; kRoot: free

    Node parent() const { return static_cast<Node>(key >> kCharacterBits); }
    char16_t character() const { return static_cast<char16_t>(key); }
  };

  static uint64_t KeyOf(Node node, char32_t c) { return uint64_t{node} << kCharacterBits | c; }
  // Of the key's edge, or of the free one for it.
  size_t SlotOf(uint64_t key) const;
  Node Reach(Node node, char32_t c);
  void Grow();

  std::vector<uint32_t> values_{kNoWord};  // of each node
  std::vector<Edge> edges_;                // open addressing, at most three quarters full
  size_t used_ = 0;
  int shift_;  // from a hash's 64 bits to a slot
};

// A trie over characters of the basic plane. What may follow a prefix lies
// together, in a small hash table of its own: what common words share stays in the
// processor's caches, and a step costs one memory read, which can be prefetched.
class WordTrie {
 public:
  static constexpr uint32_t kNoWord = WordTrieBuilder::kNoWord;

  explicit WordTrie(const WordTrieBuilder& words);

  // A prefix of words.
  class Prefix {
   public:
    // Of the word that it is itself; kNoWord: it is none.
    uint32_t value() const { return value_; }
    // Longer words begin with it.
    bool goes_on() const { return bits_ != 0; }

   private:
    friend class WordTrie;
    char16_t character_ = 0;  // its last; 0: no such prefix
    uint8_t bits_ = 0;        // what may follow are 1 << bits_ of entries_, from begin_ on
    uint32_t value_ = kNoWord;
    uint32_t begin_ = 0;
  };

  // The prefix of one character.
  Prefix Begin(char32_t c) const { return c < kBasicPlane ? entries_[c] : Prefix(); }

  // The prefix one character longer.
  Prefix Next(const Prefix& prefix, char32_t c) const {
    if (!prefix.goes_on() || c >= kBasicPlane) return {};
    const uint32_t mask = (1U << prefix.bits_) - 1;
    for (uint32_t slot = SlotOf(prefix, c);; slot = (slot + 1) & mask) {
      const Prefix& entry = entries_[prefix.begin_ + slot];
      if (entry.character_ == c || entry.character_ == 0) return entry;
    }
  }

  // Begins to load what the first two characters of a text are asked for.
  void Prefetch(char32_t first, char32_t second) const {
    if (first >= kBasicPlane || !entries_[first].goes_on()) return;
    __builtin_prefetch(&entries_[entries_[first].begin_ + SlotOf(entries_[first], second)]);
  }

 private:
  static constexpr char32_t kBasicPlane = WordTrieBuilder::kBasicPlane;

  static uint32_t SlotOf(const Prefix& prefix, char32_t c) { return c * 0x9E3779B1U >> (32 - prefix.bits_); }

  // The prefixes of one character, by it; then the tables of what follows, each at
  // most three quarters full.
  std::vector<Prefix, HugePageAllocator<Prefix>> entries_;
};

}  // namespace broadsheet::ingest
