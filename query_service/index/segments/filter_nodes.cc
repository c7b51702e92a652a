#include "query_service/index/segments/filter_nodes.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

namespace broadsheet::query {
namespace {

class RangeNode : public Node {
 public:
  RangeNode(uint32_t begin, uint32_t end) : begin_(begin), end_(end) {}

  void Narrow(uint32_t window, Words& words) override {
    const uint32_t start = window * kWindowDocs;
    if (begin_ <= start && start + kWindowDocs <= end_) return;
    const auto inside = [start](uint32_t document) { return std::clamp(document, start, start + kWindowDocs) - start; };
    const Words range = Range(inside(begin_), inside(end_));
    for (uint32_t i = 0; i < kWindowWords; ++i) words[i] &= range[i];
  }
  void Match(uint32_t window, Words& words) override { Narrow(window, words); }

  uint32_t NextWindow(uint32_t window) override {
    if (begin_ == end_ || window > (end_ - 1) / kWindowDocs) return ListCursor::kNoWindow;
    return std::max(window, begin_ / kWindowDocs);
  }
  uint32_t PreviousWindow(uint32_t window) override {
    if (begin_ == end_ || window < begin_ / kWindowDocs) return ListCursor::kNoWindow;
    return std::min(window, (end_ - 1) / kWindowDocs);
  }
  uint64_t Cost() const override { return end_ - begin_; }

 private:
  uint32_t begin_, end_;
};

// Tests documents one by one: Test is bool(document in the segment).
template <typename Test>
class TestNode : public Node {
 public:
  TestNode(Test test, uint64_t cost) : test_(std::move(test)), cost_(cost) {}

  // Left for last: lists and ranges leave fewer documents to test.
  void Narrow(uint32_t, Words&) override {}
  void Match(uint32_t window, Words& words) override {
    const uint32_t start = window * kWindowDocs;
    for (uint32_t i = 0; i < kWindowWords; ++i) {
      uint64_t passed = 0;
      for (uint64_t word = words[i]; word != 0; word &= word - 1) {
        const auto bit = static_cast<uint32_t>(std::countr_zero(word));
        passed |= uint64_t{test_(start + i * 64 + bit)} << bit;
      }
      words[i] = passed;
    }
  }
  uint64_t Cost() const override { return cost_; }

 private:
  Test test_;
  uint64_t cost_;
};

template <typename Test>
NodePtr MakeTest(Test test, uint64_t cost) {
  return std::make_unique<TestNode<Test>>(std::move(test), cost);
}

// Tests the offset of a number: whether it is in [low, low + span].
NodePtr MakeBetween(const NumberColumn& numbers, uint64_t low, uint64_t span, uint64_t cost) {
  return numbers.Visit([&](const auto* offsets, int64_t) -> NodePtr {
    return MakeTest([=](uint32_t document) { return offsets[document] - low <= span; }, cost);
  });
}

// The values that pass a comparison, an interval, cut to those a column has.
NodePtr MakeNumberFilter(const Segment& segment, const Filter& filter) {
  const NumberColumn& numbers = segment.Numbers(filter.column);
  int64_t low = numbers.Minimum(), high = numbers.Maximum();
  switch (filter.op) {
    case Filter::Op::kLess:
      if (filter.number <= low) return MakeNone();
      high = std::min(high, filter.number - 1);
      break;
    case Filter::Op::kLessEqual:
      high = std::min(high, filter.number);
      break;
    case Filter::Op::kEqual:
      low = std::max(low, filter.number);
      high = std::min(high, filter.number);
      break;
    case Filter::Op::kGreaterEqual:
      low = std::max(low, filter.number);
      break;
    case Filter::Op::kGreater:
      if (filter.number >= high) return MakeNone();
      low = std::max(low, filter.number + 1);
      break;
  }
  if (low > high) return MakeNone();
  const auto base = static_cast<uint64_t>(numbers.Minimum());
  return MakeBetween(numbers, static_cast<uint64_t>(low) - base,
                     static_cast<uint64_t>(high) - static_cast<uint64_t>(low), segment.Documents() / 2);
}

NodePtr MakeStringFilter(const Segment& segment, Column column, PassingValues values) {
  const StringColumn& strings = segment.Strings(column);
  if (values.count == 0) return MakeNone();
  const uint64_t cost = uint64_t{segment.Documents()} * values.count / std::max<size_t>(1, strings.Values().size());
  if (values.IsRun() && strings.IsSingle()) {
    const auto base = static_cast<uint64_t>(strings.Codes().Minimum());
    return MakeBetween(strings.Codes(), values.first - base, values.count - 1, cost);
  }
  return MakeTest(
      [&strings, passing = std::move(values.passing)](uint32_t document) {
        bool passes = false;
        strings.ForEachCode(document, [&](ValueCode code) { passes = passes || passing[code]; });
        return passes;
      },
      cost);
}

}  // namespace

NodePtr MakeRange(uint32_t begin, uint32_t end) { return std::make_unique<RangeNode>(begin, std::max(begin, end)); }

DocumentRange RangeOfDates(const Segment& segment, Filter::Op op, int64_t date) {
  const uint32_t from = segment.FirstFrom(date, 0);
  const uint32_t after =
      date == std::numeric_limits<int64_t>::max() ? segment.Documents() : segment.FirstFrom(date + 1, 0);
  switch (op) {
    case Filter::Op::kLess:
      return {0, from};
    case Filter::Op::kLessEqual:
      return {0, after};
    case Filter::Op::kEqual:
      return {from, after};
    case Filter::Op::kGreaterEqual:
      return {from, segment.Documents()};
    case Filter::Op::kGreater:
      return {after, segment.Documents()};
  }
  return {0, 0};
}

NodePtr MakeColumnFilter(const Segment& segment, const Filter& filter, ValueFilters& values) {
  const bool is_number = IsNumber(filter.column);
  if (filter.kind == Filter::Kind::kPresent) {
    if (filter.column == Column::kDate) {
      return MakeRange(RangeOfDates(segment, Filter::Op::kGreater, kNoDate).begin, segment.Documents());
    }
    if (is_number) return MakeAll(segment.Documents());
    const StringColumn& strings = segment.Strings(filter.column);
    return MakeTest([&strings](uint32_t document) { return strings.HasValue(document); }, segment.Documents());
  }
  if (filter.kind != Filter::Kind::kCompare) {
    return is_number ? MakeNone() : MakeStringFilter(segment, filter.column, values.Take(filter));
  }
  if (!is_number) return MakeNone();
  if (filter.column != Column::kDate) return MakeNumberFilter(segment, filter);
  const DocumentRange range = RangeOfDates(segment, filter.op, filter.number);
  return MakeRange(range.begin, range.end);
}

}  // namespace broadsheet::query
