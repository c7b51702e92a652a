#include "query_service/index/segments/segment_groups.h"

#include <array>
#include <functional>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/node_hash_map.h"
#include "absl/hash/hash.h"
#include "query_service/index/segments/segment_matches.h"

namespace broadsheet::query {
namespace {

constexpr ValueCode kValuesBetweenChecks = 1024;

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
      for (uint32_t d = 0; d < segment.Documents(); ++d) {
        if (codes_.try_emplace(numbers[d], static_cast<uint32_t>(values_.size())).second) values_.push_back(numbers[d]);
      }
      size_ = values_.size();
    }
  }

  size_t size() const { return size_; }

  // Calls f(code) for each of a document's values.
  template <typename F>
  void ForEachCode(uint32_t document, F f) const {
    if (!IsNumber(key_.column)) return segment_.Strings(key_.column).ForEachCode(document, f);
    const int64_t number = segment_.Numbers(key_.column)[document];
    if (key_.column != Column::kDate) return f(codes_.find(number)->second);
    if (number != kNoDate) f(code_of_day_[static_cast<size_t>(number - first_day_)]);
  }

  // Calls f(code, value) for those that `wanted` has, until `stop`, which may be
  // empty, says so.
  template <typename F>
  void ForEachValue(const std::vector<bool>& wanted, const std::function<bool()>& stop, F f) const {
    if (IsNumber(key_.column)) {
      for (uint32_t code = 0; code < size_; ++code) {
        if (wanted[code]) f(code, GroupValue{.number = values_[code]});
      }
      return;
    }
    for (StringDictionary::Cursor at(segment_.Strings(key_.column).Values()); !at.Done(); at.Next()) {
      if (at.code() % kValuesBetweenChecks == 0 && stop && stop()) return;
      if (wanted[at.code()]) f(at.code(), GroupValue{.text = at.value()});
    }
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
      if (values_.empty() || values_.back() != start) values_.push_back(start);
      code_of_day_.push_back(static_cast<uint32_t>(values_.size() - 1));
    }
    size_ = values_.size();
  }

  const Segment& segment_;
  const GroupKey key_;
  size_t size_ = 0;
  std::vector<int64_t> values_;                   // of number columns, by code
  absl::flat_hash_map<int64_t, uint32_t> codes_;  // of number columns but the date
  int64_t first_day_ = 0;
  std::vector<uint32_t> code_of_day_;  // from first_day_ on
};

// Counts by a number below `size`: in a table if that is small.
class Counts {
 public:
  explicit Counts(uint64_t size) : table_(size <= kLargestTable ? size : 0) {}

  void Add(uint64_t at) {
    if (!table_.empty()) {
      ++table_[at];
    } else {
      ++map_[at];
    }
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
  static constexpr uint64_t kLargestTable = uint64_t{1} << 22;
  std::vector<uint32_t> table_;
  absl::flat_hash_map<uint64_t, uint32_t> map_;
};

struct ValueHash {
  size_t operator()(const GroupValue& value) const { return absl::HashOf(value.number, value.text); }
};

// Values of all segments, numbered as they come.
class ValueNumbers {
 public:
  uint32_t NumberOf(GroupValue value) {
    const auto [entry, is_new] = numbers_.try_emplace(std::move(value), static_cast<uint32_t>(values_.size()));
    if (is_new) values_.push_back(&entry->first);
    return entry->second;
  }
  const GroupValue& operator[](uint32_t number) const { return *values_[number]; }

 private:
  absl::node_hash_map<GroupValue, uint32_t, ValueHash> numbers_;
  std::vector<const GroupValue*> values_;  // by number; nodes of the map stay where they are
};

// Adds up the groups of segment after segment.
class Aggregator {
 public:
  Aggregator(const IndexAggregation& aggregation, AggregationAnswer& answer)
      : aggregation_(aggregation), answer_(answer), numbers_(aggregation.keys.size()) {}

  absl::Status Add(const SegmentView& view) {
    std::vector<KeyReader> keys;
    for (const GroupKey& key : aggregation_.keys) keys.emplace_back(*view.segment, key);
    const uint64_t stride = keys.size() > 1 ? keys[1].size() : 1;
    Counts counts(keys[0].size() * stride);
    bool too_many = false;
    const auto stop = [&] {
      too_many = counts.TooMany();
      return too_many || (aggregation_.cancelled && aggregation_.cancelled());
    };
    const absl::Status status =
        VisitMatches(view, aggregation_.query, aggregation_.filter, stop, [&](uint32_t window, const Words& words) {
          ForEach(words, [&](uint32_t d) { Count(keys, stride, window * kWindowDocs + d, counts); });
        });
    if (too_many || counts.TooMany()) return TooManyGroups();
    if (!status.ok()) return status;
    AddUp(keys, stride, counts);
    return groups_.size() > kMaxDistinctGroups ? TooManyGroups() : absl::OkStatus();
  }

  void Finish() {
    std::vector<Group> groups;
    groups.reserve(groups_.size());
    for (const auto& [numbers, count] : groups_) {
      Group& group = groups.emplace_back();
      group.count = count;
      group.values.push_back(numbers_[0][static_cast<uint32_t>(numbers >> 32)]);
      if (numbers_.size() > 1) group.values.push_back(numbers_[1][static_cast<uint32_t>(numbers)]);
    }
    SelectGroups(std::move(groups), aggregation_.order, aggregation_.limit, answer_);
  }

 private:
  void Count(const std::vector<KeyReader>& keys, uint64_t stride, uint32_t document, Counts& counts) {
    ++answer_.total;
    bool grouped = false;
    keys[0].ForEachCode(document, [&](uint32_t first) {
      if (keys.size() == 1) {
        counts.Add(first);
        grouped = true;
        return;
      }
      keys[1].ForEachCode(document, [&](uint32_t second) {
        counts.Add(first * stride + second);
        grouped = true;
      });
    });
    answer_.ungrouped += !grouped;
  }

  void AddUp(const std::vector<KeyReader>& keys, uint64_t stride, const Counts& counts) {
    std::array<std::vector<bool>, 2> wanted;
    std::array<std::vector<uint32_t>, 2> numbers;
    for (size_t i = 0; i < keys.size(); ++i) wanted[i].resize(keys[i].size());
    counts.ForEach([&](uint64_t at, uint64_t) {
      wanted[0][at / stride] = true;
      if (keys.size() > 1) wanted[1][at % stride] = true;
    });
    for (size_t i = 0; i < keys.size(); ++i) {
      numbers[i].resize(keys[i].size());
      keys[i].ForEachValue(wanted[i], aggregation_.cancelled, [&](uint32_t code, GroupValue value) {
        numbers[i][code] = numbers_[i].NumberOf(std::move(value));
      });
    }
    counts.ForEach([&](uint64_t at, uint64_t count) {
      const uint64_t second = keys.size() > 1 ? numbers[1][at % stride] : 0;
      groups_[uint64_t{numbers[0][at / stride]} << 32 | second] += count;
    });
  }

  const IndexAggregation& aggregation_;
  AggregationAnswer& answer_;
  std::vector<ValueNumbers> numbers_;               // by key
  absl::flat_hash_map<uint64_t, uint64_t> groups_;  // by the numbers of their values
};

}  // namespace

absl::StatusOr<AggregationAnswer> AggregateSegments(std::span<const SegmentView> segments,
                                                    const IndexAggregation& aggregation) {
  AggregationAnswer answer;
  Aggregator aggregator(aggregation, answer);
  for (const SegmentView& view : segments) {
    if (absl::Status status = aggregator.Add(view); !status.ok()) return status;
    if (aggregation.cancelled && aggregation.cancelled()) return absl::CancelledError("the search was cancelled");
  }
  aggregator.Finish();
  return answer;
}

}  // namespace broadsheet::query
