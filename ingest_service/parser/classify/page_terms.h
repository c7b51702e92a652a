// Which pairs of characters a page repeats, and where first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest_service/parser/text/split.h"

namespace broadsheet::ingest {

// The distinct pairs of neighbouring ideographs (or Latin words) of a short text,
// to be looked for in others.
class PhrasePairs {
 public:
  explicit PhrasePairs(std::string_view phrase);

  // Place of a pair among them; size(): it is none of them.
  size_t Find(uint64_t pair) const;
  size_t size() const { return pairs_.size(); }

 private:
  std::vector<uint64_t> pairs_;  // sorted
  uint64_t seen_[4] = {};        // a Bloom filter of them
};

// Counts, for every pair of neighbouring ideographs (or Latin words), the units
// that hold it.
class PageTerms {
 public:
  // Reads units [first, last).
  PageTerms(const std::vector<TextUnit>& units, size_t first, size_t last);

  // Of the telling pairs (held by few units) of units [begin, end), the share
  // that units before `before` hold, among those that several units hold. 0.5:
  // there are none.
  double EarlierShare(size_t begin, size_t end, size_t before) const;

  // Share of a phrase's pairs that stand in a unit, in the one behind it, and in
  // the two as one text; 0 if the phrase has none.
  struct Shares {
    double in_unit = 0, in_next = 0, in_both = 0;
  };
  // `next`: whether there is one behind it.
  Shares SharesOf(const PhrasePairs& phrase, size_t unit, bool next) const;

 private:
  struct Slot {
    uint64_t pair = 0;  // 0: free
    uint32_t first = 0, last = 0, count = 0;
  };
  struct PairRange {
    const uint64_t *first, *last;
    const uint64_t* begin() const { return first; }
    const uint64_t* end() const { return last; }
  };

  PairRange PairsOf(size_t unit) const {
    return {pairs_.data() + begin_[unit - first_], pairs_.data() + begin_[unit - first_ + 1]};
  }
  void Count(uint64_t pair, uint32_t unit);
  // Of the pair's slot, or of the free one for it.
  size_t IndexOf(uint64_t pair) const;

  const std::vector<TextUnit>& units_;
  const size_t first_;
  std::vector<uint64_t> pairs_;  // of all units, in the order of the text
  std::vector<size_t> begin_;    // of each unit's pairs, and their end
  std::vector<Slot> slots_;      // open addressing; a power of two, at most half full
};

// Share of the pairs of `text` that `in` holds; 0 if it has none.
double SharedPairs(std::string_view text, std::string_view in);

}  // namespace broadsheet::ingest
