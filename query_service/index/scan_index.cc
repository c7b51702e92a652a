#include "query_service/index/scan_index.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "common/text/utf8.h"
#include "query_service/index/batch.h"
#include "query_service/index/facet_counts.h"
#include "query_service/index/filter_match.h"
#include "query_service/index/hit_order.h"
#include "query_service/index/scoring.h"
#include "query_service/index/text_match.h"

namespace broadsheet::query {
namespace {

struct Entry {
  IndexDocument document;
  uint32_t length = 0;
};

int64_t NumberOf(const IndexDocument& document, Column column) { return document.numbers[static_cast<int>(column)]; }

// The bigrams of a text; the text itself if it is one character.
std::vector<std::string> BigramsOf(const std::string& text) {
  std::vector<size_t> begins;
  for (size_t at = 0; at < text.size(); NextCharacter(text, at)) begins.push_back(at);
  begins.push_back(text.size());
  if (begins.size() <= 2) return {text};
  std::vector<std::string> bigrams;
  for (size_t i = 0; i + 2 < begins.size(); ++i) bigrams.push_back(text.substr(begins[i], begins[i + 2] - begins[i]));
  return bigrams;
}

using ValueCounts = std::map<std::string, uint64_t>;

class ScanIndex : public RecordIndex {
 public:
  IndexCapabilities Capabilities() const override { return {.facets = true, .near = true, .prefix = true}; }

  IndexInfo Info() const override {
    const std::shared_lock lock(mutex_);
    return {.kind = "scan", .documents = entries_.size(), .bytes = 0, .segments = 0};
  }

  uint64_t Applied() const override {
    const std::shared_lock lock(mutex_);
    return applied_;
  }

  absl::Status Apply(const IndexBatch& batch) override {
    const std::unique_lock lock(mutex_);
    const absl::StatusOr<bool> is_new = IsNew(batch, applied_);
    if (!is_new.ok() || !*is_new) return is_new.status();
    std::set<DocId> ids;
    for (const IndexDocument& document : batch.added) {
      if (entries_.count(document.id) || !ids.insert(document.id).second) return DuplicateDocument(document.id);
    }
    for (const IndexDocument& document : batch.added) entries_[document.id] = {document, LengthOf(document)};
    for (const DocId id : batch.removed) entries_.erase(id);
    applied_ = batch.last;
    return absl::OkStatus();
  }

  absl::Status Flush() override { return absl::OkStatus(); }

  absl::StatusOr<IndexAnswer> Search(const IndexSearch& search) const override {
    const std::shared_lock lock(mutex_);
    IndexAnswer answer;
    answer.applied = applied_;
    answer.stats = search.stats ? *search.stats : StatsFor(search.query);
    const std::vector<QueryPhrase> phrases = PhrasesOf(search.query);
    answer.stats.frequencies.resize(phrases.size());
    const Scorer scorer(answer.stats);
    TopHits top(search.order, search.limit, search.after);
    std::vector<ValueCounts> facets(search.facets.size());
    uint64_t matches = 0;
    for (const auto& [id, entry] : entries_) {
      if (search.cancelled && search.cancelled()) return absl::CancelledError("the search was cancelled");
      if (search.max_id != 0 && id > search.max_id) break;
      if (!Passes(entry.document, search.filter) || !Matches(entry.document, search.query)) continue;
      ++matches;
      if (search.limit > 0) top.Add(HitOf(entry, search.order, phrases, scorer));
      for (size_t i = 0; i < facets.size(); ++i) CountValues(entry.document, search.facets[i], facets[i]);
    }
    answer.hits = top.Take();
    SetTotal(search, matches, answer);
    for (size_t i = 0; i < facets.size(); ++i) {
      MostFrequent<std::string> most(FacetLimit(search, search.facets[i]));
      for (const auto& [value, count] : facets[i]) most.Add(value, count);
      answer.facets.push_back(most.Take());
    }
    return answer;
  }

  absl::StatusOr<AggregationAnswer> Aggregate(const IndexAggregation& aggregation) const override {
    const std::shared_lock lock(mutex_);
    AggregationAnswer answer;
    answer.applied = applied_;
    std::map<std::vector<GroupValue>, uint64_t> counts;
    for (const auto& [id, entry] : entries_) {
      if (aggregation.cancelled && aggregation.cancelled()) return absl::CancelledError("the search was cancelled");
      if (!Passes(entry.document, aggregation.filter) || !Matches(entry.document, aggregation.query)) continue;
      ++answer.total;
      const auto combinations = CombinationsOf(entry.document, aggregation.keys);
      answer.ungrouped += combinations.empty();
      for (const std::vector<GroupValue>& values : combinations) ++counts[values];
      if (counts.size() > kMaxDistinctGroups) return TooManyGroups();
    }
    std::vector<Group> groups;
    for (const auto& [values, count] : counts) groups.push_back({values, count});
    SelectGroups(aggregation.order, aggregation.limit, groups, answer);
    answer.groups = std::move(groups);
    return answer;
  }

  absl::StatusOr<TermAnswer> SearchTerms(const TermSearch& search) const override {
    const std::shared_lock lock(mutex_);
    std::map<std::pair<Column, std::string>, uint64_t> counts;
    for (const auto& [id, entry] : entries_) {
      if (search.cancelled && search.cancelled()) return absl::CancelledError("the search was cancelled");
      for (const Column column : search.columns) {
        for (const GroupValue& value : ValuesOf(entry.document, {column})) ++counts[{column, value.text}];
      }
    }
    TermAnswer answer;
    answer.applied = applied_;
    for (const auto& [term, count] : counts) {
      const auto match = MatchOf(term.second, search.typed);
      if (match) answer.terms.push_back({term.first, term.second, count, *match});
    }
    std::sort(answer.terms.begin(), answer.terms.end(), [](const Term& a, const Term& b) { return ComesBefore(a, b); });
    answer.more = answer.terms.size() > search.limit;
    answer.terms.resize(std::min(answer.terms.size(), search.limit));
    return answer;
  }

 private:
  static std::set<GroupValue> ValuesOf(const IndexDocument& document, const GroupKey& key) {
    std::set<GroupValue> values;
    if (!IsNumber(key.column)) {
      for (const auto& text : document.strings[static_cast<int>(key.column) - kNumberColumnCount]) {
        values.insert({.text = text});
      }
      return values;
    }
    const int64_t number = NumberOf(document, key.column);
    if (key.column != Column::kDate) return {{.number = number}};
    if (number != kNoDate) values.insert({.number = FirstDayOf(number, key.unit)});
    return values;
  }

  // One value of each key, in all ways.
  static std::set<std::vector<GroupValue>> CombinationsOf(const IndexDocument& document,
                                                          const std::vector<GroupKey>& keys) {
    std::set<std::vector<GroupValue>> combinations = {{}};
    for (const GroupKey& key : keys) {
      std::set<std::vector<GroupValue>> longer;
      for (std::vector<GroupValue> values : combinations) {
        for (const GroupValue& value : ValuesOf(document, key)) {
          values.push_back(value);
          longer.insert(values);
          values.pop_back();
        }
      }
      combinations = std::move(longer);
    }
    return combinations;
  }

  static IndexHit HitOf(const Entry& entry, SortOrder order, const std::vector<QueryPhrase>& phrases,
                        const Scorer& scorer) {
    const IndexDocument& document = entry.document;
    IndexHit hit{.id = document.id, .date = NumberOf(document, Column::kDate)};
    if (order == SortOrder::kRelevance) {
      const double norm = scorer.LengthNorm(entry.length);
      for (size_t i = 0; i < phrases.size(); ++i) {
        if (!phrases[i].scored) continue;
        hit.score += scorer.Score(i, CountOccurrences(document, *phrases[i].query, phrases[i].fields).weighted, norm);
      }
    } else if (order == SortOrder::kPrinted) {
      const auto& issues = document.strings[static_cast<int>(Column::kIssue) - kNumberColumnCount];
      if (!issues.empty()) hit.issue = issues.front();
      hit.ordinal = NumberOf(document, Column::kOrdinal);
    }
    return hit;
  }

  static void CountValues(const IndexDocument& document, Column column, ValueCounts& counts) {
    if (IsNumber(column)) {
      const int64_t number = NumberOf(document, column);
      if (column != Column::kDate || number != kNoDate) ++counts[std::to_string(number)];
      return;
    }
    const auto& values = document.strings[static_cast<int>(column) - kNumberColumnCount];
    for (const std::string& value : std::set<std::string>(values.begin(), values.end())) ++counts[value];
  }

  ScoringStats StatsFor(const TextQuery& query) const {
    ScoringStats stats;
    stats.documents = entries_.size();
    uint64_t length = 0;
    for (const auto& [id, entry] : entries_) length += entry.length;
    stats.average_length = entries_.empty() ? 0 : static_cast<double>(length) / static_cast<double>(entries_.size());
    for (const QueryPhrase& phrase : PhrasesOf(query)) {
      uint64_t rarest = UINT64_MAX;
      for (const std::string& bigram : BigramsOf(phrase.query->text)) rarest = std::min(rarest, FrequencyOf(bigram));
      stats.frequencies.push_back(rarest);
    }
    return stats;
  }

  uint64_t FrequencyOf(const std::string& text) const {
    const TextQuery phrase{.kind = TextQuery::Kind::kPhrase, .fields = kDefaultFields, .text = text};
    return static_cast<uint64_t>(std::count_if(
        entries_.begin(), entries_.end(), [&](const auto& entry) { return Matches(entry.second.document, phrase); }));
  }

  mutable std::shared_mutex mutex_;
  std::map<DocId, Entry> entries_;
  uint64_t applied_ = 0;
};

}  // namespace

std::unique_ptr<RecordIndex> MakeScanIndex() { return std::make_unique<ScanIndex>(); }

}  // namespace broadsheet::query
