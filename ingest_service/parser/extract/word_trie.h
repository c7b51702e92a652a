// Words and what is known of each, found character by character.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace broadsheet::ingest {

// A trie over characters of the basic plane whose edges lie in one hash table: a
// step costs one or two memory reads, where a trie over bytes takes three times
// as many. Not to be written while it is read.
class WordTrie {
 public:
  using Node = uint32_t;
  static constexpr Node kRoot = 0;
  static constexpr Node kNoPath = 0;  // no edge leads to the root
  static constexpr uint32_t kNoWord = 0xFFFFFFFF;

  WordTrie();

  // Gives `word` a value other than kNoWord, in place of its old one. False, with
  // nothing changed for the word, if it is empty, holds a character outside the
  // basic plane, or the trie is full (16 million prefixes).
  bool Set(std::u32string_view word, uint32_t value);

  // The prefix one character longer; kNoPath: no word begins so.
  Node Next(Node node, char32_t c) const {
    if (c >= kBasicPlane) return kNoPath;
    return node == kRoot ? first_[c] : FindEdge(node, c);
  }

  // The value of the word that the node's prefix is; kNoWord if it is none.
  uint32_t ValueOf(Node node) const { return values_[node]; }

 private:
  static constexpr char32_t kBasicPlane = 0x10000;
  static constexpr int kNodeBits = 24, kCharacterBits = 16;

  static uint64_t KeyOf(Node node, char32_t c) { return uint64_t{node} << kCharacterBits | c; }
  size_t SlotOf(uint64_t key) const { return key * 0x9E3779B97F4A7C15 >> shift_; }
  Node FindEdge(Node node, char32_t c) const {
    const uint64_t key = KeyOf(node, c);
    for (size_t slot = SlotOf(key);; slot = (slot + 1) & (edges_.size() - 1)) {
      const uint64_t edge = edges_[slot];
      if (edge >> kNodeBits == key) return static_cast<Node>(edge & ((1U << kNodeBits) - 1));
      if (edge == 0) return kNoPath;
    }
  }
  void AddEdge(uint64_t edge);
  Node Add(Node node, char32_t c);

  std::vector<uint32_t> values_;  // of each node
  std::vector<Node> first_;       // the root's edges, by character
  // The others: parent, character and child of each, 0 where there is none; at
  // most three quarters full.
  std::vector<uint64_t> edges_;
  size_t edge_count_ = 0;
  int shift_;  // from a hash's 64 bits to a slot
};

}  // namespace broadsheet::ingest
