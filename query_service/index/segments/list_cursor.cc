#include "query_service/index/segments/list_cursor.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "query_service/index/segments/count_bits.h"

namespace broadsheet::query {
namespace {

constexpr uint32_t kPartsPerWindow = kWindowParts;
// Kept by a thread: slots, and integers in one of them beside its arrays.
constexpr size_t kMostUnused = 16, kMostGaps = 4096;
// More than any document's odds.
constexpr float kUnbounded = 1e30f;

}  // namespace

ListCursor::ListCursor(const PostingList& list, uint32_t documents)
    : list_(list), window_count_(WindowsFor(documents)) {}

std::vector<std::unique_ptr<ListCursor::Slot>>& ListCursor::Unused() {
  static thread_local std::vector<std::unique_ptr<Slot>> unused;
  return unused;
}

void ListCursor::Recycle::operator()(Slot* slot) const {
  std::unique_ptr<Slot> owned(slot);
  if (Unused().size() < kMostUnused && owned->position_gaps.capacity() <= kMostGaps)
    Unused().push_back(std::move(owned));
}

ListCursor::SlotPointer ListCursor::NewSlot() {
  if (Unused().empty()) return SlotPointer(new Slot);
  SlotPointer slot(Unused().back().release());
  Unused().pop_back();
  slot->number = UINT32_MAX;
  return slot;
}

void ListCursor::GrowSlots(uint32_t blocks) {
  if (slots_.size() >= blocks) return;
  blocks = std::bit_ceil(blocks);
  slots_.reserve(blocks);
  // Where a block is kept depends on how many there are.
  for (const SlotPointer& slot : slots_) slot->number = UINT32_MAX;
  while (slots_.size() < blocks) slots_.push_back(NewSlot());
}

uint32_t ListCursor::BaseOf(uint32_t block) const { return block == 0 ? 0 : list_.last_documents[block - 1] + 1; }

uint32_t ListCursor::BlockFrom(uint32_t document) {
  if (list_.kind == PostingList::Kind::kShort) return 0;
  const uint32_t* const last = list_.last_documents;
  uint32_t low = 0, high = list_.block_count;
  if (block_hint_ < high && last[block_hint_] < document) {
    // Gallop from where the last search ended.
    low = block_hint_ + 1;
    for (uint32_t step = 1; low + step < high; step *= 2) {
      if (last[low + step] >= document) {
        high = low + step;
        break;
      }
      low += step;
    }
  } else if (block_hint_ < high) {
    if (block_hint_ == 0 || last[block_hint_ - 1] < document) return block_hint_;
    high = block_hint_;
  }
  block_hint_ = static_cast<uint32_t>(std::lower_bound(last + low, last + high, document) - last);
  return block_hint_;
}

ListCursor::Slot& ListCursor::SlotOf(uint32_t block) {
  GrowSlots(IsDense() ? kPartsPerWindow : 1);
  Slot& slot = *slots_[block & (slots_.size() - 1)];
  if (slot.number != block) {
    slot.number = block;
    slot.has_documents = slot.has_frequencies = slot.has_positions = false;
    slot.next = list_.BlockData(block);
  }
  return slot;
}

ListCursor::Slot& ListCursor::WithDocuments(uint32_t block) {
  Slot& slot = SlotOf(block);
  if (!slot.has_documents) {
    slot.next = DecodeDocuments(slot.next, list_.BlockSize(block), BaseOf(block), slot);
    slot.has_documents = true;
  }
  return slot;
}

ListCursor::Slot& ListCursor::WithFrequencies(uint32_t block, uint32_t count) {
  Slot& slot = IsDense() ? SlotOf(block) : WithDocuments(block);
  if (!slot.has_frequencies) {
    slot.next = DecodeFrequencies(slot.next, count, list_.weight, slot);
    slot.has_frequencies = true;
  }
  return slot;
}

uint32_t ListCursor::NextWindow(uint32_t window) {
  if (window >= window_count_) return kNoWindow;
  if (IsDense()) {
    for (; window < window_count_; ++window) {
      const uint64_t* const words = list_.bitmap + size_t{window} * kWindowWords;
      if (std::any_of(words, words + kWindowWords, [](uint64_t word) { return word != 0; })) return window;
    }
    return kNoWindow;
  }
  const uint32_t start = window * kWindowDocs;
  const uint32_t block = BlockFrom(start);
  if (block >= list_.block_count) return kNoWindow;
  const Slot& slot = WithDocuments(block);
  const uint32_t* const end = slot.documents + slot.count;
  const uint32_t* const found = std::lower_bound(slot.documents, end, start);
  return found == end ? kNoWindow : *found / kWindowDocs;
}

uint32_t ListCursor::PreviousWindow(uint32_t window) {
  window = std::min(window, window_count_ - 1);
  if (IsDense()) {
    for (;; --window) {
      const uint64_t* const words = list_.bitmap + size_t{window} * kWindowWords;
      if (std::any_of(words, words + kWindowWords, [](uint64_t word) { return word != 0; })) return window;
      if (window == 0) return kNoWindow;
    }
  }
  const uint32_t last = window * kWindowDocs + (kWindowDocs - 1);
  uint32_t block = BlockFrom(last);
  if (block < list_.block_count) {
    const Slot& slot = WithDocuments(block);
    const uint32_t* const found = std::upper_bound(slot.documents, slot.documents + slot.count, last);
    if (found != slot.documents) return found[-1] / kWindowDocs;
  }
  return block == 0 ? kNoWindow : (BaseOf(block) - 1) / kWindowDocs;
}

void ListCursor::Load(uint32_t window) {
  if (window_ == window) return;
  window_ = window;
  ranked_ = false;
  if (IsDense()) {
    documents_ = list_.bitmap + size_t{window} * kWindowWords;
  } else {
    LoadSparse(window);
  }
}

void ListCursor::LoadSparse(uint32_t window) {
  words_.fill(0);
  documents_ = words_.data();
  const uint32_t start = window * kWindowDocs, end = start + kWindowDocs;
  const uint32_t first = BlockFrom(start);
  uint32_t limit = first;  // one past the last block that may reach into the window
  while (limit < list_.block_count && (limit == first || BaseOf(limit) < end)) ++limit;
  GrowSlots(limit - first);
  first_posting_ = first * kSparseBlock;
  for (uint32_t block = first; block < limit; ++block) {
    const Slot& slot = WithDocuments(block);
    const uint32_t* document = slot.documents;
    const uint32_t* const last = slot.documents + slot.count;
    if (block == first && *document < start) {
      document = std::lower_bound(document, last, start);
      first_posting_ += static_cast<uint32_t>(document - slot.documents);
    }
    for (; document != last && *document < end; ++document) {
      words_[(*document - start) / 64] |= 1ull << (*document - start) % 64;
    }
  }
}

uint32_t ListCursor::RankOf(uint32_t document) {
  if (!ranked_) {
    uint32_t rank = 0;
    for (uint32_t i = 0; i < kWindowWords; ++i) {
      ranks_[i] = static_cast<uint16_t>(rank);
      rank += CountBits(documents_[i]);
    }
    ranked_ = true;
  }
  const uint64_t before = documents_[document / 64] & ((1ull << document % 64) - 1);
  return ranks_[document / 64] + CountBits(before);
}

ListCursor::Place ListCursor::Find(uint32_t document) {
  const uint32_t rank = RankOf(document);
  if (!IsDense()) {
    const uint32_t posting = first_posting_ + rank, block = posting / kSparseBlock;
    return {&WithFrequencies(block, list_.BlockSize(block)), posting % kSparseBlock};
  }
  const uint32_t part = document / kDenseBlock, word = part * (kDenseBlock / 64);
  const uint32_t limit = word + kDenseBlock / 64;
  const uint32_t end =
      limit < kWindowWords ? ranks_[limit] : RankOf(kWindowDocs - 1) + (documents_[kWindowWords - 1] >> 63);
  return {&WithFrequencies(window_ * kPartsPerWindow + part, end - ranks_[word]), rank - ranks_[word]};
}

ListCursor::Frequencies ListCursor::FrequenciesOf(uint32_t document) {
  const Place place = Find(document);
  return {place.slot->plain[place.index], place.slot->weighted[place.index]};
}

void ListCursor::PositionsOf(uint32_t document, std::vector<uint32_t>& positions) {
  const Place place = Find(document);
  Slot& slot = *place.slot;
  if (!slot.has_positions) {
    slot.next = DecodePositions(slot.next, slot);
    slot.has_positions = true;
  }
  positions.clear();
  uint32_t position = 0;
  for (uint32_t i = slot.first_gap[place.index]; i < slot.first_gap[place.index + 1]; ++i) {
    position += slot.position_gaps[i];
    positions.push_back(position);
  }
}

void ListCursor::OddsBounds(uint32_t window, PartBounds& odds) {
  if (list_.kind == PostingList::Kind::kShort) {
    odds.fill(kUnbounded);
    return;
  }
  if (IsDense()) {
    for (uint32_t i = 0; i < kWindowParts; ++i) odds[i] = DecodeOdds(list_.bounds[window * kWindowParts + i]);
    return;
  }
  odds.fill(0);
  const uint32_t start = window * kWindowDocs, end = start + kWindowDocs;
  for (uint32_t block = BlockFrom(start); block < list_.block_count && BaseOf(block) < end; ++block) {
    const float bound = DecodeOdds(list_.bounds[block]);
    const uint32_t first = std::max(BaseOf(block), start) - start;
    const uint32_t last = std::min(list_.last_documents[block], end - 1) - start;
    for (uint32_t part = first / kDenseBlock; part <= last / kDenseBlock; ++part)
      odds[part] = std::max(odds[part], bound);
  }
}

}  // namespace broadsheet::query
