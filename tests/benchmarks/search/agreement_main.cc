// search_agreement TEXT DIRECTORY QUERIES SEED: random queries against our
// index, each answer compared with what reading the text itself gives: total,
// the first ten by relevance with their scores to the bit, the newest ten.
// All queries are answered in one pass over the text: a table tells which
// phrases begin with the characters at hand.
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "collection.h"
#include "common/text/utf8.h"
#include "queries.h"
#include "query_service/index/hit_order.h"
#include "query_service/index/scoring.h"
#include "query_service/index/segments/open_segment_index.h"
#include "query_service/index/text_match.h"
#include "segments_engine.h"

namespace broadsheet::benchmark {
namespace {

constexpr size_t kSampleRecords = 4000, kBatch = 2000;

struct Found {
  uint64_t number;
  uint32_t weighted;
};
struct RecordFacts {
  int64_t date;
  uint32_t length;
  std::string publication;
};

// Every phrase's occurrences, by record.
class PhraseTable {
 public:
  size_t Add(const std::string& phrase) {
    const auto [entry, is_new] = places_.emplace(phrase, phrases_.size());
    if (is_new) {
      phrases_.push_back(phrase);
      found_.emplace_back();
      by_begin_[BeginOf(phrase)].push_back(entry->second);
    }
    return entry->second;
  }

  void Read(uint64_t number, std::string_view value, uint32_t weight) {
    for (size_t at = 0; at < value.size(); NextCharacter(value, at)) {
      const std::string_view rest = value.substr(at);
      size_t one = 0;
      NextCharacter(rest, one);
      Try(std::string(rest.substr(0, one)), number, rest, weight);
      if (one == rest.size()) continue;
      NextCharacter(rest, one);
      Try(std::string(rest.substr(0, one)), number, rest, weight);
    }
  }

  const std::vector<Found>& FoundOf(size_t phrase) const { return found_[phrase]; }

 private:
  // Its first two characters, or its one.
  static std::string BeginOf(const std::string& phrase) {
    size_t at = 0;
    NextCharacter(phrase, at);
    if (at < phrase.size()) NextCharacter(phrase, at);
    return phrase.substr(0, at);
  }

  void Try(const std::string& begin, uint64_t number, std::string_view rest, uint32_t weight) {
    const auto entry = by_begin_.find(begin);
    if (entry == by_begin_.end()) return;
    for (const size_t phrase : entry->second) {
      if (!rest.starts_with(phrases_[phrase])) continue;
      std::vector<Found>& found = found_[phrase];
      if (found.empty() || found.back().number != number) found.push_back({number, 0});
      found.back().weighted += weight;
    }
  }

  std::map<std::string, size_t> places_;
  std::vector<std::string> phrases_;
  std::vector<std::vector<Found>> found_;
  std::unordered_map<std::string, std::vector<size_t>> by_begin_;
};

void Read(PhraseTable& table, const query::IndexDocument& document) {
  for (int field = 0; field < query::kTextFieldCount; ++field) {
    for (const std::string& value : document.text[field]) table.Read(document.id, value, query::kFieldWeights[field]);
  }
}

bool Passes(const BenchmarkQuery& query, const RecordFacts& facts) {
  return facts.date >= query.first_date && facts.date <= query.last_date &&
         (query.publication.empty() || query.publication == facts.publication);
}

// The expected hits; `matches` counts all.
std::vector<query::IndexHit> Expected(const BenchmarkQuery& query, const std::vector<const std::vector<Found>*>& found,
                                      const std::vector<RecordFacts>& facts, const query::Scorer& scorer,
                                      query::SortOrder order, uint64_t& matches) {
  query::TopHits top(order, 10, std::nullopt);
  matches = 0;
  for (const Found& first : *found.front()) {
    const RecordFacts& record = facts[first.number];
    if (!Passes(query, record)) continue;
    const double norm = scorer.LengthNorm(record.length);
    query::IndexHit hit{.id = first.number, .date = record.date};
    bool all = true;
    for (size_t i = 0; all && i < found.size(); ++i) {
      const auto entry = std::lower_bound(found[i]->begin(), found[i]->end(), first.number,
                                          [](const Found& f, uint64_t number) { return f.number < number; });
      all = entry != found[i]->end() && entry->number == first.number;
      if (all) hit.score += scorer.Score(i, entry->weighted, norm);
    }
    if (!all) continue;
    ++matches;
    if (order == query::SortOrder::kNewest) hit.score = 0;
    top.Add(std::move(hit));
  }
  return top.Take();
}

bool Agree(const query::RecordIndex& index, const BenchmarkQuery& query,
           const std::vector<const std::vector<Found>*>& found, const std::vector<RecordFacts>& facts) {
  for (const auto order : {query::SortOrder::kRelevance, query::SortOrder::kNewest}) {
    query::IndexSearch search = SearchOf(query);
    search.order = order;
    const auto got = index.Search(search);
    if (!got.ok()) return false;
    uint64_t matches = 0;
    const auto wanted = Expected(query, found, facts, query::Scorer(got->stats), order, matches);
    const bool same = std::equal(wanted.begin(), wanted.end(), got->hits.begin(), got->hits.end(),
                                 [](const query::IndexHit& a, const query::IndexHit& b) {
                                   return a.id == b.id && a.score == b.score && a.date == b.date;
                                 });
    if (!same || matches != got->total) {
      std::cerr << "differs: order " << static_cast<int>(order) << ", total " << got->total << " want " << matches;
      for (const std::string& term : query.terms) std::cerr << " \"" << term << "\"";
      std::cerr << "\n";
      return false;
    }
  }
  return true;
}

int Run(const std::string& text, const std::string& directory, size_t query_count, uint64_t seed) {
  std::vector<BenchmarkRecord> sample;
  CollectionReader sampler(text);
  for (BenchmarkRecord record; sampler.Next(record);) {
    if (sample.size() < kSampleRecords || record.number % 97 == 0) sample.push_back(record);
  }
  const auto queries = DrawRandomQueries(sample, query_count, seed);
  sample = {};
  PhraseTable table;
  std::vector<std::vector<size_t>> phrases;
  for (const BenchmarkQuery& query : queries) {
    phrases.emplace_back();
    for (const std::string& term : query.terms) phrases.back().push_back(table.Add(term));
  }
  auto index = query::OpenSegmentIndex(directory);
  if (!index.ok()) return std::cerr << index.status() << "\n", 1;
  std::vector<RecordFacts> facts(1);
  query::IndexBatch batch;
  const auto apply = [&] {
    batch.first = (*index)->Applied() + 1;
    batch.last = facts.size() - 1;
    return (*index)->Apply(std::exchange(batch, {})).ok();
  };
  CollectionReader reader(text);
  for (BenchmarkRecord record; reader.Next(record);) {
    query::IndexDocument document = DocumentOf(record);
    facts.push_back({record.date, query::LengthOf(document), record.publication});
    Read(table, document);
    batch.added.push_back(std::move(document));
    if (batch.added.size() == kBatch && !apply()) return 1;
  }
  if (!batch.added.empty() && !apply()) return 1;
  size_t agreed = 0;
  for (size_t i = 0; i < queries.size(); ++i) {
    std::vector<const std::vector<Found>*> found;
    for (const size_t phrase : phrases[i]) found.push_back(&table.FoundOf(phrase));
    agreed += Agree(**index, queries[i], found, facts);
  }
  std::cout << "{\"records\":" << facts.size() - 1 << ",\"queries\":" << queries.size() << ",\"agreed\":" << agreed
            << "}\n";
  return agreed == queries.size() ? 0 : 1;
}

}  // namespace
}  // namespace broadsheet::benchmark

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: search_agreement TEXT DIRECTORY QUERIES SEED\n";
    return 2;
  }
  return broadsheet::benchmark::Run(argv[1], argv[2], std::strtoul(argv[3], nullptr, 10),
                                    std::strtoul(argv[4], nullptr, 10));
}
