#include "query_service/index/segments/facet_column.h"

#include <algorithm>
#include <string>
#include <utility>

#include "query_service/index/facet_counts.h"

namespace broadsheet::query {
namespace {

// Wider ranges of numbers are counted through a map.
constexpr uint64_t kDirectCounts = 1 << 20;

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

absl::StatusOr<FacetCounts> FacetColumn::Finish(SegmentPointers segments, OrdinalCache& known, size_t limit,
                                                const std::function<bool()>& cancelled) {
  if (!IsNumber(column_)) return FinishTexts(segments, known, limit, cancelled);
  return FinishNumbers(limit);
}

FacetCounts FacetColumn::FinishNumbers(size_t limit) {
  LeaveNumbers();
  MostFrequent<std::string> most(limit);
  for (const auto& [number, count] : numbers_) {
    if (column_ != Column::kDate || number != kNoDate) most.Add(std::to_string(number), count);
  }
  return most.Take();
}

const std::vector<uint32_t>* FacetColumn::CountsOf(const Segment* segment) const {
  const auto entered = std::find_if(segments_.begin(), segments_.end(),
                                    [segment](const Counted& counted) { return counted.segment == segment; });
  return entered == segments_.end() ? nullptr : &entered->counts;
}

absl::StatusOr<FacetCounts> FacetColumn::FinishTexts(SegmentPointers segments, OrdinalCache& known, size_t limit,
                                                     const std::function<bool()>& cancelled) const {
  auto ordinals = known.Find(segments, column_);
  if (ordinals == nullptr) {
    WantedValues counted(segments.size());
    for (size_t i = 0; i < segments.size(); ++i) {
      const std::vector<uint32_t>* const counts = CountsOf(segments[i]);
      if (counts != nullptr) counted[i].assign(counts->begin(), counts->end());
    }
    auto made = known.Make(segments, column_, counted, cancelled);
    if (!made.ok()) return made.status();
    ordinals = *std::move(made);
  }
  std::vector<uint32_t> totals(ordinals->size());
  for (size_t i = 0; i < segments.size(); ++i) {
    const std::vector<uint32_t>* const counts = CountsOf(segments[i]);
    if (counts == nullptr) continue;
    const auto ordinal_of = ordinals->Of(i);
    for (size_t code = 0; code < counts->size(); ++code) {
      if ((*counts)[code] > 0) totals[ordinal_of[code]] += (*counts)[code];
    }
  }
  MostFrequent<uint32_t> most(limit);
  for (uint32_t ordinal = 0; ordinal < totals.size(); ++ordinal) {
    if (totals[ordinal] > 0) most.Add(ordinal, totals[ordinal]);
  }
  return most.Take([&](uint32_t ordinal) { return ordinals->ValueOf(ordinal, segments, column_); });
}

}  // namespace broadsheet::query
