#include "ingest_service/parser/language/word_trie.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace broadsheet::ingest {

WordTrieBuilder::WordTrieBuilder() : edges_(1024), shift_(64 - std::countr_zero(edges_.size())) {}

bool WordTrieBuilder::Set(std::u32string_view word, uint32_t value) {
  const auto outside = [](char32_t c) { return c >= kBasicPlane; };
  if (word.empty() || std::any_of(word.begin(), word.end(), outside)) return false;
  if (values_.size() + word.size() > size_t{1} << kNodeBits) return false;
  Node node = kRoot;
  for (const char32_t c : word) node = Reach(node, c);
  values_[node] = value;
  return true;
}

uint32_t WordTrieBuilder::Find(std::u32string_view word) const {
  Node node = kRoot;
  for (const char32_t c : word) {
    if (c >= kBasicPlane) return kNoWord;
    node = edges_[SlotOf(KeyOf(node, c))].node;
    if (node == kRoot) return kNoWord;
  }
  return values_[node];
}

size_t WordTrieBuilder::SlotOf(uint64_t key) const {
  size_t slot = key * 0x9E3779B97F4A7C15 >> shift_;
  while (edges_[slot].key != key && edges_[slot].node != kRoot) slot = (slot + 1) & (edges_.size() - 1);
  return slot;
}

// The node of the prefix one character longer, made if there is none.
WordTrieBuilder::Node WordTrieBuilder::Reach(Node node, char32_t c) {
  if (4 * (used_ + 1) > 3 * edges_.size()) Grow();
  Edge& edge = edges_[SlotOf(KeyOf(node, c))];
  if (edge.node != kRoot) return edge.node;
  ++used_;
  edge = {KeyOf(node, c), static_cast<Node>(values_.size())};
  values_.push_back(kNoWord);
  return edge.node;
}

void WordTrieBuilder::Grow() {
  const std::vector<Edge> old = std::exchange(edges_, std::vector<Edge>(2 * edges_.size()));
  --shift_;
  for (const Edge& edge : old) {
    if (edge.node != kRoot) edges_[SlotOf(edge.key)] = edge;
  }
}

WordTrie::WordTrie(const WordTrieBuilder& words) {
  std::vector<uint32_t> children(words.values_.size());
  for (const auto& edge : words.edges_) {
    if (edge.node != words.kRoot) ++children[edge.parent()];
  }
  // What each node has as an entry, and where its table begins.
  std::vector<Prefix> nodes(children.size());
  uint32_t end = kBasicPlane;
  for (size_t node = 1; node < nodes.size(); ++node) {
    nodes[node].value_ = words.values_[node];
    if (children[node] == 0) continue;
    const uint32_t size = std::bit_ceil(children[node] * 4 / 3 + 1);
    nodes[node].begin_ = std::exchange(end, end + size);
    nodes[node].bits_ = static_cast<uint8_t>(std::countr_zero(size));
  }
  entries_.resize(end);
  for (const auto& edge : words.edges_) {
    if (edge.node == words.kRoot) continue;
    nodes[edge.node].character_ = edge.character();
    const Prefix& parent = nodes[edge.parent()];
    Prefix* entry = &entries_[edge.character()];
    if (edge.parent() != words.kRoot) {
      uint32_t slot = SlotOf(parent, edge.character());
      while (entries_[parent.begin_ + slot].character_ != 0) slot = (slot + 1) & ((1U << parent.bits_) - 1);
      entry = &entries_[parent.begin_ + slot];
    }
    *entry = nodes[edge.node];
  }
}

}  // namespace broadsheet::ingest
