#include "query_service/index/segments/segment_groups.h"

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "query_service/index/segments/segment_matches.h"

namespace broadsheet::query {
namespace {

// A key's values in one segment, numbered from 0.
class KeyReader {
 public:
  KeyReader(const Segment& segment, const GroupKey& key) : segment_(segment), key_(key) {
    if (!IsNumber(key.column)) {
      size_ = segment.Strings(key.column).Values().size();
    } else if (key.column == Column::kDate) {
      NumberDates();
    } else {
      const NumberColumn& numbers = segment.Numbers(key.column);
      size_ = static_cast<uint64_t>(numbers.Maximum()) - static_cast<uint64_t>(numbers.Minimum()) + 1;
    }
  }

  uint64_t size() const { return size_; }

  // Calls f(code) for each of a document's values.
  template <typename F>
  void ForEachCode(uint32_t document, F f) const {
    if (!IsNumber(key_.column)) return segment_.Strings(key_.column).ForEachCode(document, f);
    const NumberColumn& numbers = segment_.Numbers(key_.column);
    const int64_t number = numbers[document];
    if (key_.column != Column::kDate)
      return f(static_cast<uint64_t>(number) - static_cast<uint64_t>(numbers.Minimum()));
    if (number != kNoDate) f(code_of_day_[static_cast<size_t>(number - first_day_)]);
  }

  // Of a number column.
  int64_t NumberOf(uint64_t code) const {
    return key_.column == Column::kDate ? days_[code]
                                        : segment_.Numbers(key_.column).Minimum() + static_cast<int64_t>(code);
  }

 private:
  // Documents are in the order of dates, those without one first.
  void NumberDates() {
    const NumberColumn& dates = segment_.Numbers(Column::kDate);
    const uint32_t first = segment_.FirstFrom(kNoDate + 1, 0);
    if (first == segment_.Documents()) return;
    first_day_ = dates[first];
    for (int64_t day = first_day_; day <= dates.Maximum(); ++day) {
      const int64_t start = FirstDayOf(day, key_.unit);
      if (days_.empty() || days_.back() != start) days_.push_back(start);
      code_of_day_.push_back(static_cast<uint32_t>(days_.size() - 1));
    }
    size_ = days_.size();
  }

  const Segment& segment_;
  const GroupKey key_;
  uint64_t size_ = 0;
  std::vector<int64_t> days_;  // first ones of units, by code
  int64_t first_day_ = 0;
  std::vector<uint32_t> code_of_day_;  // from first_day_ on
};

// Counts by a number below `size`: once there are many, in a table, if that is not
// large.
class Counts {
 public:
  explicit Counts(uint64_t size) : size_(size) {}

  void Add(uint64_t at, uint32_t count) {
    if (!table_.empty()) {
      table_[at] += count;
      return;
    }
    map_[at] += count;
    if (map_.size() >= size_ / kSparse && size_ <= kLargestTable) MoveToTable();
  }
  // Calls f(at, count) for those that are not 0.
  template <typename F>
  void ForEach(F f) const {
    for (uint64_t at = 0; at < table_.size(); ++at) {
      if (table_[at] > 0) f(at, table_[at]);
    }
    for (const auto& [at, count] : map_) f(at, count);
  }
  bool TooMany() const { return map_.size() > kMaxDistinctGroups; }

 private:
  static constexpr uint64_t kLargestTable = uint64_t{1} << 23;  // 32 MiB
  static constexpr uint64_t kSparse = 64;

  void MoveToTable() {
    table_.resize(size_);
    for (const auto& [at, count] : map_) table_[at] = count;
    map_ = {};
  }

  const uint64_t size_;
  std::vector<uint32_t> table_;
  absl::flat_hash_map<uint64_t, uint32_t> map_;
};

// What was counted of one segment, by codes of its keys.
struct SegmentCounts {
  struct Group {
    std::array<uint64_t, 2> codes;
    uint32_t count;
  };
  std::vector<KeyReader> keys;
  std::vector<Group> groups;
};

// The values of a key that were counted, numbered in their order over all segments.
class KeyOrdinals {
 public:
  // Of the `which`th key. `segments` outlives it.
  static absl::StatusOr<KeyOrdinals> Make(Column column, size_t which, SegmentPointers segments,
                                          const std::vector<SegmentCounts>& counted, OrdinalCache& known,
                                          const std::function<bool()>& cancelled) {
    KeyOrdinals ordinals(column, segments);
    if (IsNumber(column)) {
      ordinals.MakeOfNumbers(which, counted);
      return ordinals;
    }
    ordinals.texts_ = known.Find(segments, column);
    if (ordinals.texts_ != nullptr) return ordinals;
    WantedValues wanted(segments.size());
    for (size_t i = 0; i < segments.size(); ++i) {
      if (counted[i].groups.empty()) continue;
      wanted[i].resize(counted[i].keys[which].size());
      for (const SegmentCounts::Group& group : counted[i].groups) wanted[i][group.codes[which]] = true;
    }
    auto made = known.Make(segments, column, wanted, cancelled);
    if (!made.ok()) return made.status();
    ordinals.texts_ = *std::move(made);
    return ordinals;
  }

  uint64_t size() const { return texts_ == nullptr ? numbers_.size() : texts_->size(); }
  uint32_t Of(size_t segment, uint64_t code) const {
    return texts_ == nullptr ? of_numbers_[segment].find(code)->second : texts_->Of(segment)[code];
  }
  GroupValue ValueOf(uint32_t ordinal) const {
    if (texts_ == nullptr) return {.number = numbers_[ordinal]};
    return {.text = texts_->ValueOf(ordinal, segments_, column_)};
  }

 private:
  KeyOrdinals(Column column, SegmentPointers segments) : column_(column), segments_(segments) {}

  void MakeOfNumbers(size_t which, const std::vector<SegmentCounts>& counted) {
    of_numbers_.resize(counted.size());
    for (size_t i = 0; i < counted.size(); ++i) {
      for (const SegmentCounts::Group& group : counted[i].groups) of_numbers_[i].try_emplace(group.codes[which]);
      for (const auto& [code, ordinal] : of_numbers_[i]) numbers_.push_back(counted[i].keys[which].NumberOf(code));
    }
    std::sort(numbers_.begin(), numbers_.end());
    numbers_.erase(std::unique(numbers_.begin(), numbers_.end()), numbers_.end());
    for (size_t i = 0; i < counted.size(); ++i) {
      for (auto& [code, ordinal] : of_numbers_[i]) {
        const auto number = std::lower_bound(numbers_.begin(), numbers_.end(), counted[i].keys[which].NumberOf(code));
        ordinal = static_cast<uint32_t>(number - numbers_.begin());
      }
    }
  }

  Column column_;
  SegmentPointers segments_;
  std::shared_ptr<const ValueOrdinals> texts_;                       // of string columns
  std::vector<int64_t> numbers_;                                     // of number columns, by ordinal
  std::vector<absl::flat_hash_map<uint64_t, uint32_t>> of_numbers_;  // by segment and code
};

// Counts segment after segment, and adds up.
class Aggregator {
 public:
  Aggregator(const IndexAggregation& aggregation, AggregationAnswer& answer)
      : aggregation_(aggregation), answer_(answer) {}

  absl::Status Add(const SegmentView& view) {
    SegmentCounts& counted = counted_.emplace_back();
    for (const GroupKey& key : aggregation_.keys) counted.keys.emplace_back(*view.segment, key);
    const uint64_t stride = HasTwoKeys() ? counted.keys[1].size() : 1;
    Counts counts(counted.keys[0].size() * stride);
    const auto stop = [&] { return counts.TooMany() || IsCancelled(); };
    const absl::Status status =
        VisitMatches(view, aggregation_.query, aggregation_.filter, stop, [&](uint32_t window, const Words& words) {
          ForEach(words, [&](uint32_t d) { Count(counted.keys, stride, window * kWindowDocs + d, counts); });
        });
    if (counts.TooMany()) return TooManyGroups();
    counts.ForEach([&](uint64_t at, uint32_t count) { counted.groups.push_back({{at / stride, at % stride}, count}); });
    return status;
  }

  // `segments` are those added.
  absl::Status Finish(SegmentPointers segments, OrdinalCache& known) {
    std::vector<KeyOrdinals> keys;
    for (size_t i = 0; i < aggregation_.keys.size(); ++i) {
      auto made = KeyOrdinals::Make(aggregation_.keys[i].column, i, segments, counted_, known, aggregation_.cancelled);
      if (!made.ok()) return made.status();
      keys.push_back(*std::move(made));
    }
    std::vector<OrdinalGroup> groups = AddUp(keys);
    if (groups.size() > kMaxDistinctGroups) return TooManyGroups();
    SelectGroups(aggregation_.order, aggregation_.limit, groups, answer_);
    for (const OrdinalGroup& group : groups) {
      Group& added = answer_.groups.emplace_back();
      added.count = group.count;
      for (size_t i = 0; i < keys.size(); ++i) added.values.push_back(keys[i].ValueOf(group.values[i]));
    }
    return absl::OkStatus();
  }

 private:
  struct OrdinalGroup {
    std::array<uint32_t, 2> values;
    uint64_t count;
  };

  bool HasTwoKeys() const { return aggregation_.keys.size() > 1; }
  bool IsCancelled() const { return aggregation_.cancelled && aggregation_.cancelled(); }

  void Count(const std::vector<KeyReader>& keys, uint64_t stride, uint32_t document, Counts& counts) {
    ++answer_.total;
    bool grouped = false;
    keys[0].ForEachCode(document, [&](uint64_t first) {
      if (keys.size() == 1) {
        counts.Add(first, 1);
        grouped = true;
        return;
      }
      keys[1].ForEachCode(document, [&](uint64_t second) {
        counts.Add(first * stride + second, 1);
        grouped = true;
      });
    });
    answer_.ungrouped += !grouped;
  }

  std::vector<OrdinalGroup> AddUp(const std::vector<KeyOrdinals>& keys) const {
    const uint64_t stride = HasTwoKeys() ? keys[1].size() : 1;
    Counts totals(keys[0].size() * stride);
    for (size_t i = 0; i < counted_.size(); ++i) {
      for (const auto& [codes, count] : counted_[i].groups) {
        const uint64_t second = HasTwoKeys() ? keys[1].Of(i, codes[1]) : 0;
        totals.Add(keys[0].Of(i, codes[0]) * stride + second, count);
      }
    }
    std::vector<OrdinalGroup> groups;
    totals.ForEach([&](uint64_t at, uint32_t count) {
      groups.push_back({{static_cast<uint32_t>(at / stride), static_cast<uint32_t>(at % stride)}, count});
    });
    return groups;
  }

  const IndexAggregation& aggregation_;
  AggregationAnswer& answer_;
  std::vector<SegmentCounts> counted_;
};

}  // namespace

absl::StatusOr<AggregationAnswer> AggregateSegments(std::span<const SegmentView> segments,
                                                    const IndexAggregation& aggregation, OrdinalCache& ordinals) {
  AggregationAnswer answer;
  Aggregator aggregator(aggregation, answer);
  for (const SegmentView& view : segments) {
    if (absl::Status status = aggregator.Add(view); !status.ok()) return status;
    if (aggregation.cancelled && aggregation.cancelled()) return absl::CancelledError("the search was cancelled");
  }
  const std::vector<const Segment*> pointers = PointersTo(segments);
  if (absl::Status status = aggregator.Finish(pointers, ordinals); !status.ok()) return status;
  return answer;
}

}  // namespace broadsheet::query
