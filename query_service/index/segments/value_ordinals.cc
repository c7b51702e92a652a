#include "query_service/index/segments/value_ordinals.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/status/status.h"

namespace broadsheet::query {
namespace {

constexpr uint32_t kValuesBetweenChecks = 1024;
// Ordinals of all values are made where at least one of so many is wanted: those of
// a few are made faster, and would be made again and again while records arrive.
constexpr uint64_t kFew = 4;

// The wanted values of a segment, in order.
class Values {
 public:
  Values(const StringDictionary& values, const std::vector<bool>* wanted) : cursor_(values), wanted_(wanted) {
    Settle();
  }

  bool Done() const { return cursor_.Done(); }
  ValueCode code() const { return cursor_.code(); }
  const std::string& value() const { return cursor_.value(); }
  void Next() {
    cursor_.Next();
    Settle();
  }

  bool operator<(const Values& other) const {
    return head_ != other.head_ ? head_ < other.head_ : value() < other.value();
  }

 private:
  void Settle() {
    while (wanted_ != nullptr && !cursor_.Done() && !(*wanted_)[cursor_.code()]) cursor_.Next();
    if (cursor_.Done()) return;
    uint64_t head = 0;
    std::memcpy(&head, value().data(), std::min(value().size(), sizeof(head)));
    head_ = __builtin_bswap64(head);
  }

  StringDictionary::Cursor cursor_;
  const std::vector<bool>* wanted_;
  uint64_t head_ = 0;  // the first bytes, so that most comparisons need no more
};

// Restores a heap with the least on top whose top has grown.
void Sink(std::vector<std::pair<uint32_t, Values*>>& heap) {
  for (size_t at = 0;;) {
    size_t least = 2 * at + 1;
    if (least >= heap.size()) return;
    if (least + 1 < heap.size() && *heap[least + 1].second < *heap[least].second) ++least;
    if (!(*heap[least].second < *heap[at].second)) return;
    std::swap(heap[at], heap[least]);
    at = least;
  }
}

std::vector<uint64_t> SerialsOf(SegmentPointers segments) {
  std::vector<uint64_t> serials;
  for (const Segment* segment : segments) serials.push_back(segment->Serial());
  return serials;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const ValueOrdinals>> ValueOrdinals::Make(SegmentPointers segments, Column column,
                                                                         const WantedValues* wanted,
                                                                         const std::function<bool()>& cancelled) {
  auto made = std::make_shared<ValueOrdinals>();
  std::vector<Values> values;
  std::vector<std::pair<uint32_t, Values*>> heap;
  values.reserve(segments.size());
  for (uint32_t i = 0; i < segments.size(); ++i) {
    std::vector<uint32_t>& ordinals = made->ordinals_.emplace_back();
    if (wanted != nullptr && (*wanted)[i].empty()) continue;
    const StringDictionary& dictionary = segments[i]->Strings(column).Values();
    ordinals.resize(dictionary.size());
    Values& added = values.emplace_back(dictionary, wanted == nullptr ? nullptr : &(*wanted)[i]);
    if (!added.Done()) heap.emplace_back(i, &added);
  }
  std::sort(heap.begin(), heap.end(), [](const auto& a, const auto& b) { return *a.second < *b.second; });
  std::string value;
  for (uint32_t steps = 0; !heap.empty(); ++steps) {
    if (steps % kValuesBetweenChecks == 0 && cancelled && cancelled()) {
      return absl::CancelledError("the search was cancelled");
    }
    auto& [segment, least] = heap.front();
    if (made->homes_.empty() || least->value() != value) {
      value = least->value();
      made->homes_.push_back({segment, least->code()});
    }
    made->ordinals_[segment][least->code()] = made->size() - 1;
    least->Next();
    if (least->Done()) {
      heap.front() = heap.back();
      heap.pop_back();
    }
    Sink(heap);
  }
  return made;
}

std::string ValueOrdinals::ValueOf(uint32_t ordinal, SegmentPointers segments, Column column) const {
  const auto& [segment, code] = homes_[ordinal];
  return segments[segment]->Strings(column).Values()[code];
}

std::shared_ptr<const ValueOrdinals> OrdinalCache::Find(SegmentPointers segments, Column column) const {
  const std::vector<uint64_t> serials = SerialsOf(segments);
  const std::lock_guard lock(mutex_);
  const auto known = known_.find(column);
  return known != known_.end() && known->second.segments == serials ? known->second.ordinals : nullptr;
}

absl::StatusOr<std::shared_ptr<const ValueOrdinals>> OrdinalCache::Make(SegmentPointers segments, Column column,
                                                                        const WantedValues& wanted,
                                                                        const std::function<bool()>& cancelled) {
  uint64_t all = 0, few = 0;
  for (size_t i = 0; i < segments.size(); ++i) {
    all += segments[i]->Strings(column).Values().size();
    few += static_cast<uint64_t>(std::count(wanted[i].begin(), wanted[i].end(), true));
  }
  if (few * kFew < all) return ValueOrdinals::Make(segments, column, &wanted, cancelled);
  auto made = ValueOrdinals::Make(segments, column, nullptr, cancelled);
  if (!made.ok()) return made;
  Known latest{SerialsOf(segments), *made};
  const std::lock_guard lock(mutex_);
  std::swap(known_[column], latest);
  return made;
}

}  // namespace broadsheet::query
