#include "query_service/index/segments/segment_terms.h"

#include <chrono>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace broadsheet::query {
namespace {

constexpr std::chrono::milliseconds kCancelPoll(10);

bool IsDeleted(const SegmentPart& part, uint32_t document) {
  return part.deleted != nullptr && (*part.deleted)[document / 64] >> document % 64 & 1;
}

void AddSegment(const SegmentPart& part, Column column, SuggestionDictionary& terms) {
  const StringColumn& strings = part.segment->Strings(column);
  std::vector<uint32_t> counts(strings.Values().size());
  for (uint32_t document = 0; document < part.segment->Documents(); ++document) {
    if (!IsDeleted(part, document)) strings.ForEachCode(document, [&](ValueCode code) { ++counts[code]; });
  }
  strings.Values().ForEach([&](ValueCode code, const std::string& value) {
    if (counts[code] > 0) terms.Add(column, value, counts[code]);
  });
}

void RemoveDocument(const SegmentPart& part, uint32_t document, SuggestionDictionary& terms) {
  for (const Column column : kTermColumns) {
    const StringColumn& strings = part.segment->Strings(column);
    strings.ForEachCode(document, [&](ValueCode code) { terms.Remove(column, strings.Values()[code]); });
  }
}

void AddDocument(const IndexDocument& document, SuggestionDictionary& terms) {
  for (const Column column : kTermColumns) {
    const auto& values = document.strings[static_cast<int>(column) - kNumberColumnCount];
    for (const std::string& value : std::set<std::string>(values.begin(), values.end())) terms.Add(column, value);
  }
}

}  // namespace

void SegmentTerms::Build(const SegmentSet& set, const std::function<bool()>& stop) {
  SuggestionDictionary terms;
  for (const SegmentPart& part : set.parts) {
    for (const Column column : kTermColumns) {
      if (stop()) return;
      AddSegment(part, column, terms);
    }
  }
  const std::unique_lock lock(mutex_);
  terms_ = std::move(terms);
  applied_ = set.applied;
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
  if (!terms_) return;
  const std::set<DocId> removed(batch.removed.begin(), batch.removed.end());
  for (const DocId id : removed) {
    for (const SegmentPart& part : before.parts) {
      const auto document = part.segment->Find(id);
      if (document && !IsDeleted(part, *document)) RemoveDocument(part, *document, *terms_);
    }
  }
  for (const IndexDocument& document : batch.added) {
    if (removed.count(document.id) == 0) AddDocument(document, *terms_);
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
