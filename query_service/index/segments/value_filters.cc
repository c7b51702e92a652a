#include "query_service/index/segments/value_filters.h"

#include <string>

#include "common/text/fold.h"
#include "query_service/index/filter_match.h"

namespace broadsheet::query {
namespace {

constexpr uint32_t kComparisonsBetweenChecks = 4096;

void Add(ValueCode code, uint32_t value_count, PassingValues& values) {
  if (values.count++ == 0) {
    values.passing.resize(value_count);
    values.first = code;
  }
  values.passing[code] = true;
  values.last = code;
}

// The stored hashes leave few values to fold.
void AddEqual(const StringColumn& strings, const std::string& text, PassingValues& values) {
  const uint32_t hash = FoldedHash(text);
  const auto hashes = strings.FoldedHashes();
  for (ValueCode code = 0; code < hashes.size(); ++code) {
    if (hashes[code] == hash && Fold(strings.Values()[code]) == text) Add(code, strings.Values().size(), values);
  }
}

bool ComparesValues(const Filter& filter) {
  return filter.kind == Filter::Kind::kStarts || filter.kind == Filter::Kind::kEnds ||
         filter.kind == Filter::Kind::kContains;
}

}  // namespace

ValueFilters::ValueFilters(const Segment& segment, const Filter& filter, const std::function<bool()>& cancelled)
    : ask_(cancelled) {
  ByColumn compared;
  Collect(segment, filter, compared);
  for (const auto& [column, conditions] : compared) Compare(segment.Strings(column), conditions);
}

void ValueFilters::Collect(const Segment& segment, const Filter& filter, ByColumn& compared) {
  for (const Filter& child : filter.children) Collect(segment, child, compared);
  const bool equals = filter.kind == Filter::Kind::kEquals;
  if ((!equals && !ComparesValues(filter)) || IsNumber(filter.column) || was_cancelled_) return;
  PassingValues& values = passing_[&filter];
  if (!equals) {
    compared[filter.column].push_back(&filter);
  } else if (!IsCancelled()) {
    AddEqual(segment.Strings(filter.column), filter.text, values);
    until_asked_ = 0;  // it looked at all hashes
  }
}

void ValueFilters::Compare(const StringColumn& strings, const std::vector<const Filter*>& conditions) {
  strings.Values().ForEach([&](ValueCode code, const std::string& value) {
    if (was_cancelled_) return;
    const std::string folded = Fold(value);
    for (const Filter* condition : conditions) {
      if (IsCancelled()) return;
      if (CompareText(folded, condition->kind, condition->text))
        Add(code, strings.Values().size(), passing_[condition]);
    }
  });
}

bool ValueFilters::IsCancelled() {
  if (was_cancelled_ || until_asked_-- > 0) return was_cancelled_;
  until_asked_ = kComparisonsBetweenChecks;
  was_cancelled_ = ask_ && ask_();
  return was_cancelled_;
}

}  // namespace broadsheet::query
