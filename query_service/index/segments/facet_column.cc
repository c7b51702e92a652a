#include "query_service/index/segments/facet_column.h"

#include <algorithm>
#include <string>
#include <utility>

#include "query_service/index/facet_counts.h"

namespace broadsheet::query {
namespace {

// Wider ranges of numbers are counted through a map.
constexpr uint64_t kDirectCounts = 1 << 20;
constexpr uint32_t kValuesBetweenChecks = 1024;

// The values of one segment that were counted, in order.
class CountedValues {
 public:
  CountedValues(const StringDictionary& values, const std::vector<uint32_t>& counts)
      : cursor_(values), counts_(counts) {
    SkipUncounted();
  }
  bool Done() const { return cursor_.Done(); }
  const std::string& value() const { return cursor_.value(); }
  uint64_t count() const { return counts_[cursor_.code()]; }
  void Next() {
    cursor_.Next();
    SkipUncounted();
  }

 private:
  void SkipUncounted() {
    while (!cursor_.Done() && counts_[cursor_.code()] == 0) cursor_.Next();
  }

  StringDictionary::Cursor cursor_;
  const std::vector<uint32_t>& counts_;
};

// For a heap with the least value on top.
bool IsBehind(const CountedValues* a, const CountedValues* b) { return b->value() < a->value(); }

}  // namespace

void FacetColumn::Enter(const Segment& segment) {
  size_t size = 0;
  if (IsNumber(column_)) {
    LeaveNumbers();
    const NumberColumn& numbers = segment.Numbers(column_);
    const auto range = static_cast<uint64_t>(numbers.Maximum()) - static_cast<uint64_t>(numbers.Minimum());
    size = range < kDirectCounts ? range + 1 : 0;
  } else {
    size = segment.Strings(column_).Values().size();
  }
  segments_.push_back({&segment, std::vector<uint32_t>(size)});
}

void FacetColumn::Add(uint32_t window, const Words& matches) {
  const uint32_t start = window * kWindowDocs;
  IsNumber(column_) ? AddNumbers(start, matches) : AddCodes(start, matches);
}

void FacetColumn::AddNumbers(uint32_t start, const Words& matches) {
  auto& [segment, counts] = segments_.back();
  const NumberColumn& numbers = segment->Numbers(column_);
  if (counts.empty()) {
    ForEach(matches, [&](uint32_t document) { ++numbers_[numbers[start + document]]; });
    return;
  }
  numbers.Visit([&, &of_number = counts](const auto* offsets, int64_t) {
    ForEach(matches, [&](uint32_t document) { ++of_number[offsets[start + document]]; });
  });
}

void FacetColumn::AddCodes(uint32_t start, const Words& matches) {
  auto& [segment, counts] = segments_.back();
  segment->Strings(column_).VisitCodes([&, &of_code = counts](const auto* codes, uint64_t least, auto range_of) {
    ForEach(matches, [&](uint32_t document) {
      const auto [begin, end] = range_of(start + document);
      for (uint64_t i = begin; i < end; ++i) ++of_code[least + codes[i]];
    });
  });
}

void FacetColumn::LeaveNumbers() {
  if (segments_.empty()) return;
  const auto& [segment, counts] = segments_.back();
  const int64_t base = segment->Numbers(column_).Minimum();
  for (size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) numbers_[base + static_cast<int64_t>(i)] += counts[i];
  }
  segments_.clear();
}

absl::StatusOr<FacetCounts> FacetColumn::Finish(size_t limit, const std::function<bool()>& cancelled) {
  if (!IsNumber(column_)) return FinishTexts(limit, cancelled);
  LeaveNumbers();
  MostFrequent most(limit);
  for (const auto& [number, count] : numbers_) {
    if (column_ != Column::kDate || number != kNoDate) most.Add(std::to_string(number), count);
  }
  return most.Take();
}

absl::StatusOr<FacetCounts> FacetColumn::FinishTexts(size_t limit, const std::function<bool()>& cancelled) const {
  std::vector<CountedValues> segments;
  segments.reserve(segments_.size());
  std::vector<CountedValues*> heap;
  for (const auto& [segment, counts] : segments_) {
    CountedValues& values = segments.emplace_back(segment->Strings(column_).Values(), counts);
    if (!values.Done()) heap.push_back(&values);
  }
  std::make_heap(heap.begin(), heap.end(), IsBehind);
  MostFrequent most(limit);
  std::string value;
  for (uint32_t values = 0; !heap.empty(); ++values) {
    if (values % kValuesBetweenChecks == 0 && cancelled && cancelled()) {
      return absl::CancelledError("the search was cancelled");
    }
    value = heap.front()->value();
    uint64_t count = 0;
    while (!heap.empty() && heap.front()->value() == value) {
      std::pop_heap(heap.begin(), heap.end(), IsBehind);
      count += heap.back()->count();
      heap.back()->Next();
      if (heap.back()->Done()) {
        heap.pop_back();
      } else {
        std::push_heap(heap.begin(), heap.end(), IsBehind);
      }
    }
    most.Add(value, count);
  }
  return most.Take();
}

}  // namespace broadsheet::query
