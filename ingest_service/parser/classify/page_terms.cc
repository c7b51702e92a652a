#include "ingest_service/parser/classify/page_terms.h"

#include <algorithm>
#include <utility>

#include "common/text/utf8.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

// A pair that more units hold says nothing about which of them belong together.
constexpr uint32_t kCommon = 4;
// Pairs of a unit that are looked up.
constexpr int kMostPairs = 300;

uint64_t Mixed(uint64_t pair) { return (pair ^ pair >> 31) * 0x9E3779B97F4A7C15; }

// Calls visit(pair) for neighbouring ideographs, and for Latin words with their
// letters hashed; visit returns false to stop.
template <typename Visit>
void ForEachPair(std::string_view text, Visit visit) {
  char32_t before = 0;
  uint64_t word = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = NextCharacter(text, at);
    if (IsLatinLetter(c)) {
      word = (word ^ (c | 0x20)) * 0x100000001B3;
    } else {
      if (word > 0xFFFFFFFF && !visit(word | 1)) return;
      word = 0;
      if (IsHan(c) && IsHan(before) && !visit(static_cast<uint64_t>(before) << 32 | c)) return;
    }
    before = c;
  }
  if (word > 0xFFFFFFFF) visit(word | 1);
}

}  // namespace

PageTerms::PageTerms(const std::vector<TextUnit>& units, size_t first, size_t last) : units_(units) {
  for (size_t i = first; i < last; ++i) {
    ForEachPair(units[i].passage.text, [&](uint64_t pair) {
      Slot& slot = SlotOf(pair);
      const auto unit = static_cast<uint32_t>(i);
      if (slot.count == 0) slot.first = unit;
      if (slot.count == 0 || slot.last != unit) ++slot.count;
      slot.last = unit;
      return true;
    });
  }
}

size_t PageTerms::IndexOf(uint64_t pair) const {
  size_t at = Mixed(pair) >> 20;
  while (slots_[at & (slots_.size() - 1)].pair != pair && slots_[at & (slots_.size() - 1)].pair != 0) ++at;
  return at & (slots_.size() - 1);
}

void PageTerms::Grow() {
  const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
  for (const Slot& slot : old) {
    if (slot.pair != 0) slots_[IndexOf(slot.pair)] = slot;
  }
}

PageTerms::Slot& PageTerms::SlotOf(uint64_t pair) {
  size_t at = IndexOf(pair);
  if (slots_[at].pair == pair) return slots_[at];
  if (++used_ * 2 > slots_.size()) {
    Grow();
    at = IndexOf(pair);
  }
  slots_[at].pair = pair;
  return slots_[at];
}

const PageTerms::Slot* PageTerms::Find(uint64_t pair) const {
  const Slot& slot = slots_[IndexOf(pair)];
  return slot.pair == pair ? &slot : nullptr;
}

double PageTerms::EarlierShare(size_t begin, size_t end, size_t before) const {
  int earlier = 0, repeated = 0;
  for (size_t unit = begin; unit < end; ++unit) {
    int pairs = 0;
    ForEachPair(units_[unit].passage.text, [&](uint64_t pair) {
      const Slot* slot = Find(pair);
      if (slot != nullptr && slot->count >= 2 && slot->count <= kCommon) {
        ++repeated;
        earlier += slot->first < before;
      }
      return ++pairs < kMostPairs;
    });
  }
  return (earlier + 1.0) / (repeated + 2.0);
}

double SharedPairs(std::string_view text, std::string_view in) {
  std::vector<uint64_t> pairs;
  ForEachPair(text, [&](uint64_t pair) {
    pairs.push_back(pair);
    return true;
  });
  if (pairs.empty()) return 0;
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  std::vector<bool> found(pairs.size());
  ForEachPair(in, [&](uint64_t pair) {
    const auto at = std::lower_bound(pairs.begin(), pairs.end(), pair);
    if (at != pairs.end() && *at == pair) found[at - pairs.begin()] = true;
    return true;
  });
  return static_cast<double>(std::count(found.begin(), found.end(), true)) / pairs.size();
}

}  // namespace broadsheet::ingest
