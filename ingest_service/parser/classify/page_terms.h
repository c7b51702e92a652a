// Which pairs of characters a page repeats, and where first.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest_service/parser/text/split.h"

namespace broadsheet::ingest {

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

 private:
  struct Slot {
    uint64_t pair = 0;  // 0: free
    uint32_t first = 0, last = 0, count = 0;
  };
  // The pair's slot; a free one becomes its.
  Slot& SlotOf(uint64_t pair);
  size_t IndexOf(uint64_t pair) const;  // of its slot or of the free one for it
  void Grow();
  const Slot* Find(uint64_t pair) const;

  const std::vector<TextUnit>& units_;
  std::vector<Slot> slots_ = std::vector<Slot>(64);  // open addressing; a power of two, at most half full
  size_t used_ = 0;
};

// Share of the pairs of `text` that `in` holds; 0 if it has none.
double SharedPairs(std::string_view text, std::string_view in);

}  // namespace broadsheet::ingest
