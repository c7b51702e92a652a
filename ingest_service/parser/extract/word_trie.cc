#include "ingest_service/parser/extract/word_trie.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace broadsheet::ingest {

WordTrie::WordTrie() : first_(kBasicPlane), entries_(1024), shift_(64 - std::countr_zero(entries_.size())) {}

bool WordTrie::Set(std::u32string_view word, uint32_t value) {
  const auto outside = [](char32_t c) { return c >= kBasicPlane; };
  if (word.empty() || std::any_of(word.begin(), word.end(), outside)) return false;
  if (nodes_ + word.size() > size_t{1} << kNodeBits) return false;
  Entry* entry = &Reach(kRoot, word[0]);
  for (const char32_t c : word.substr(1)) {
    entry->goes_on = 1;
    entry = &Reach(entry->node, c);
  }
  entry->value = value;
  return true;
}

// The entry of the prefix, made if there is none.
WordTrie::Entry& WordTrie::Reach(Node node, char32_t c) {
  const uint64_t key = KeyOf(node, c);
  if (node != kRoot && 4 * (used_ + 1) > 3 * entries_.size()) Grow();
  Entry& entry = node == kRoot ? first_[c] : entries_[Find(key)];
  if (entry.node != kRoot) return entry;
  used_ += node != kRoot;
  entry.key = key;
  entry.node = nodes_++;
  return entry;
}

void WordTrie::Grow() {
  const std::vector<Entry> old = std::exchange(entries_, std::vector<Entry>(2 * entries_.size()));
  --shift_;
  for (const Entry& entry : old) {
    if (entry.key != 0) entries_[Find(entry.key)] = entry;
  }
}

}  // namespace broadsheet::ingest
