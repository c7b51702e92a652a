#include "query_service/index/segments/segment_terms.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace broadsheet::query {
namespace {

constexpr std::chrono::milliseconds kCancelPoll(10);
constexpr ValueCode kValuesBetweenChecks = 1024;

bool IsDeleted(const SegmentPart& part, uint32_t document) {
  return part.deleted != nullptr && (*part.deleted)[document / 64] >> document % 64 & 1;
}

// Whether it came to its end.
bool AddSegment(const SegmentPart& part, Column column, const std::function<bool()>& stop,
                SuggestionDictionary& terms) {
  const StringColumn& strings = part.segment->Strings(column);
  std::vector<uint32_t> counts(strings.Values().size());
  for (uint32_t document = 0; document < part.segment->Documents(); ++document) {
    if (!IsDeleted(part, document)) strings.ForEachCode(document, [&](ValueCode code) { ++counts[code]; });
  }
  bool stopped = false;
  strings.Values().ForEach([&](ValueCode code, const std::string& value) {
    if (code % kValuesBetweenChecks == 0) stopped = stopped || stop();
    if (!stopped && counts[code] > 0) terms.Add(column, value, counts[code]);
  });
  return !stopped;
}

template <typename F>
void ForEachTerm(const SegmentPart& part, uint32_t document, F f) {
  for (const Column column : kTermColumns) {
    const StringColumn& strings = part.segment->Strings(column);
    strings.ForEachCode(document, [&](ValueCode code) { f(column, strings.Values()[code]); });
  }
}

template <typename F>
void ForEachTerm(const IndexDocument& document, F f) {
  for (const Column column : kTermColumns) {
    const auto& values = document.strings[static_cast<int>(column) - kNumberColumnCount];
    for (const std::string& value : std::set<std::string>(values.begin(), values.end())) f(column, value);
  }
}

}  // namespace

void SegmentTerms::Apply(const Changes& changes, SuggestionDictionary& terms) {
  for (const auto& [term, count] : changes) {
    if (count > 0) terms.Add(term.first, term.second, static_cast<uint64_t>(count));
    for (int64_t i = count; i < 0; ++i) terms.Remove(term.first, term.second);
  }
}

void SegmentTerms::Begin() {
  const std::unique_lock lock(mutex_);
  meanwhile_.emplace();
}

void SegmentTerms::Build(const SegmentSet& set, const std::function<bool()>& stop) {
  SuggestionDictionary terms;
  for (const SegmentPart& part : set.parts) {
    for (const Column column : kTermColumns) {
      if (!AddSegment(part, column, stop, terms)) return;
    }
  }
  const std::unique_lock lock(mutex_);
  Apply(*meanwhile_, terms);
  meanwhile_.reset();
  terms_ = std::move(terms);
  applied_ = std::max(applied_, set.applied);
  built_.notify_all();
}

bool SegmentTerms::AwaitBuilt(const std::function<bool()>& cancelled) const {
  std::shared_lock lock(mutex_);
  while (!built_.wait_for(lock, kCancelPoll, [this] { return terms_.has_value(); })) {
    if (cancelled && cancelled()) return false;
  }
  return true;
}

void SegmentTerms::Update(const SegmentSet& before, const IndexBatch& batch) {
  const std::unique_lock lock(mutex_);
  if (!terms_ && !meanwhile_) return;
  Changes changes;
  const std::set<DocId> removed(batch.removed.begin(), batch.removed.end());
  for (const DocId id : removed) {
    for (const SegmentPart& part : before.parts) {
      const auto document = part.segment->Find(id);
      if (!document || IsDeleted(part, *document)) continue;
      ForEachTerm(part, *document, [&](Column column, std::string value) { --changes[{column, std::move(value)}]; });
    }
  }
  for (const IndexDocument& document : batch.added) {
    if (removed.contains(document.id)) continue;
    ForEachTerm(document, [&](Column column, const std::string& value) { ++changes[{column, value}]; });
  }
  if (terms_) Apply(changes, *terms_);
  if (meanwhile_) {
    for (const auto& [term, count] : changes) (*meanwhile_)[term] += count;
  }
  applied_ = batch.last;
}

TermAnswer SegmentTerms::Search(const TermSearch& search) const {
  const std::shared_lock lock(mutex_);
  TermAnswer answer = terms_->Search(search);
  answer.applied = applied_;
  return answer;
}

}  // namespace broadsheet::query
