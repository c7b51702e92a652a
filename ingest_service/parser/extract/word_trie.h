// Words and what is known of each, found character by character.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace broadsheet::ingest {

// A trie over characters of the basic plane whose prefixes lie in one hash table,
// each with all that is asked of it: a step costs one memory read, which can be
// prefetched. Not to be written while it is read.
class WordTrie {
 public:
  using Node = uint32_t;
  static constexpr Node kRoot = 0;
  static constexpr uint32_t kNoWord = 0xFFFFFFFF;

  // A prefix of words.
  struct Prefix {
    Node node = kRoot;         // kRoot: no word begins so
    uint32_t value = kNoWord;  // of the word that it is itself
    bool goes_on = false;      // longer words begin with it
  };

  WordTrie();

  // Gives `word` a value other than kNoWord, in place of its old one. False, with
  // nothing changed for the word, if it is empty, holds a character outside the
  // basic plane, or the trie is full (16 million prefixes).
  bool Set(std::u32string_view word, uint32_t value);

  // The prefix one character longer than a node's.
  Prefix Next(Node node, char32_t c) const {
    if (c >= kBasicPlane) return {};
    const Entry& entry = node == kRoot ? first_[c] : entries_[Find(KeyOf(node, c))];
    return {entry.node, entry.value, entry.goes_on != 0};
  }

  // Begins to load what the first two characters of a text are asked for.
  void Prefetch(char32_t first, char32_t second) const {
    if (first >= kBasicPlane || first_[first].goes_on == 0) return;
    __builtin_prefetch(&entries_[SlotOf(KeyOf(first_[first].node, second))]);
  }

 private:
  static constexpr char32_t kBasicPlane = 0x10000;
  static constexpr int kNodeBits = 24, kCharacterBits = 16;

  struct Entry {
    uint64_t key = 0;  // parent and character; 0: none, as the root's children stand apart
    Node node : kNodeBits = kRoot;
    Node goes_on : 1 = 0;
    uint32_t value = kNoWord;
  };

  static uint64_t KeyOf(Node node, char32_t c) { return uint64_t{node} << kCharacterBits | c; }
  size_t SlotOf(uint64_t key) const { return key * 0x9E3779B97F4A7C15 >> shift_; }
  // Of the key's entry, or of the free one for it.
  size_t Find(uint64_t key) const {
    size_t slot = SlotOf(key);
    while (entries_[slot].key != key && entries_[slot].key != 0) slot = (slot + 1) & (entries_.size() - 1);
    return slot;
  }
  Entry& Reach(Node node, char32_t c);
  void Grow();

  std::vector<Entry> first_;    // of one character, by it
  std::vector<Entry> entries_;  // of more characters; at most three quarters full
  size_t used_ = 0;             // of entries_
  Node nodes_ = 1;              // the root's with them
  int shift_;                   // from a hash's 64 bits to a slot
};

}  // namespace broadsheet::ingest
