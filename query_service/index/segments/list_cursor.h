// Reads a list window by window, in any order; decodes only what is asked for
// and keeps the blocks of the last window.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "query_service/index/segments/postings.h"
#include "query_service/index/segments/window.h"

namespace broadsheet::query {

// Bounds of the scores in the 256-document parts of a window.
inline constexpr uint32_t kWindowParts = kWindowDocs / kDenseBlock;
using PartBounds = std::array<float, kWindowParts>;

class ListCursor {
 public:
  // `list` outlives this; `documents` of the segment.
  ListCursor(const PostingList& list, uint32_t documents);

  uint32_t Frequency() const { return list_.frequency; }

  // The first window from `window` on, or the last up to it, that has a
  // document of the list; kNoWindow: none.
  static constexpr uint32_t kNoWindow = UINT32_MAX;
  uint32_t NextWindow(uint32_t window);
  uint32_t PreviousWindow(uint32_t window);

  // Goes to a window.
  void Load(uint32_t window);
  const uint64_t* Documents() const { return documents_; }

  // Of one document of the loaded window, which the list has.
  struct Frequencies {
    uint32_t plain, weighted;
  };
  Frequencies FrequenciesOf(uint32_t document);
  // Replaces `positions` by its positions, ascending.
  void PositionsOf(uint32_t document, std::vector<uint32_t>& positions);

  // For each part of a window a bound of weighted / LengthNorm, at the
  // segment's average length. Does not load the window.
  void OddsBounds(uint32_t window, PartBounds& odds);

 private:
  struct Slot : PostingBlock {
    uint32_t number = UINT32_MAX;
    bool has_documents = false, has_frequencies = false, has_positions = false;
    const uint8_t* next = nullptr;  // what was not decoded yet
  };
  // Slots are large, and a search needs several for a moment: each thread keeps
  // some of those that it has no more use for.
  struct Recycle {
    void operator()(Slot* slot) const;
  };
  using SlotPointer = std::unique_ptr<Slot, Recycle>;
  static std::vector<std::unique_ptr<Slot>>& Unused();
  static SlotPointer NewSlot();

  bool IsDense() const { return list_.kind == PostingList::Kind::kDense; }
  uint32_t BaseOf(uint32_t block) const;
  // First block whose last document is not before `document`; block_count: none.
  uint32_t BlockFrom(uint32_t document);
  Slot& SlotOf(uint32_t block);
  Slot& WithDocuments(uint32_t block);
  Slot& WithFrequencies(uint32_t block, uint32_t count);
  void LoadSparse(uint32_t window);
  void GrowSlots(uint32_t blocks);
  // Where a document of the loaded window is.
  struct Place {
    Slot* slot;
    uint32_t index;
  };
  Place Find(uint32_t document);
  uint32_t RankOf(uint32_t document);

  PostingList list_;
  uint32_t window_count_;
  uint32_t window_ = kNoWindow;
  const uint64_t* documents_ = nullptr;
  Words words_;                 // of sparse lists
  uint32_t first_posting_ = 0;  // of the window, in a sparse list
  uint32_t block_hint_ = 0;
  bool ranked_ = false;
  std::array<uint16_t, kWindowWords> ranks_;  // documents before each word
  std::vector<SlotPointer> slots_;            // block % their number, a power of two
};

}  // namespace broadsheet::query
