#include "ingest_service/parser/extract/word_trie.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace broadsheet::ingest {

WordTrie::WordTrie()
    : values_(1, kNoWord), first_(kBasicPlane, kNoPath), edges_(1024), shift_(64 - std::countr_zero(edges_.size())) {}

bool WordTrie::Set(std::u32string_view word, uint32_t value) {
  const auto outside = [](char32_t c) { return c >= kBasicPlane; };
  if (word.empty() || std::any_of(word.begin(), word.end(), outside)) return false;
  if (values_.size() + word.size() > size_t{1} << kNodeBits) return false;
  Node node = kRoot;
  for (const char32_t c : word) {
    const Node next = Next(node, c);
    node = next != kNoPath ? next : Add(node, c);
  }
  values_[node] = value;
  return true;
}

WordTrie::Node WordTrie::Add(Node node, char32_t c) {
  const Node added = static_cast<Node>(values_.size());
  values_.push_back(kNoWord);
  if (node == kRoot) return first_[c] = added;
  if (4 * ++edge_count_ > 3 * edges_.size()) {
    const std::vector<uint64_t> old = std::exchange(edges_, std::vector<uint64_t>(2 * edges_.size()));
    --shift_;
    for (const uint64_t edge : old) {
      if (edge != 0) AddEdge(edge);
    }
  }
  AddEdge(KeyOf(node, c) << kNodeBits | added);
  return added;
}

void WordTrie::AddEdge(uint64_t edge) {
  size_t slot = SlotOf(edge >> kNodeBits);
  while (edges_[slot] != 0) slot = (slot + 1) & (edges_.size() - 1);
  edges_[slot] = edge;
}

}  // namespace broadsheet::ingest
