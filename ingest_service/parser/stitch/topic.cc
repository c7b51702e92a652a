#include "ingest_service/parser/stitch/topic.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "common/text/utf8.h"

namespace broadsheet::ingest {
namespace {

// Terms in more items than this tell articles apart no longer; keeps a page's
// cost linear in its length.
constexpr size_t kMostItems = 24;
// The part of a text that its own topic explains; the rest is background.
constexpr double kTopicShare = 0.3;
// Background: this part of the page's own frequency, the rest of any text's.
constexpr double kPageShare = 0.5;
// The share of any text that a term worth notice has.
constexpr double kTermShare = 1e-5;

bool IsWordLetter(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c < 0x2000);
}

// Calls use(key) for each term of the text.
template <typename Use>
void ForEachTerm(std::u32string_view text, Use use) {
  for (size_t at = 0; at < text.size(); ++at) {
    if (IsHan(text[at])) {
      if (at + 1 < text.size() && IsHan(text[at + 1])) {
        use(static_cast<uint64_t>(text[at]) << 21 | text[at + 1]);
      }
    } else if (IsWordLetter(text[at])) {
      uint64_t key = 0xcbf29ce484222325;
      size_t end = at;
      for (; end < text.size() && IsWordLetter(text[end]); ++end) key = (key ^ text[end]) * 0x100000001b3;
      use(key | uint64_t{1} << 63);
      at = end - 1;
    }
  }
}

}  // namespace

PageTopics::PageTopics(const std::vector<std::u32string_view>& items)
    : item_terms_(items.size()),
      item_distinct_(items.size()),
      item_length_(items.size()),
      first_shared_(items.size(), -1) {
  const std::vector<Occurrence> occurrences = FindTerms(items);
  double page_length = 1;
  for (const int length : item_length_) page_length += length;
  // Counting sort by term.
  std::vector<int> begin(term_count_ + 1), count(term_count_);
  for (const Occurrence& o : occurrences) {
    ++begin[o.term + 1];
    count[o.term] += o.posting.count;
  }
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  postings_.resize(occurrences.size());
  std::vector<int> next = begin;
  for (const Occurrence& o : occurrences) postings_[next[o.term]++] = o.posting;
  for (size_t term = 0; term < term_count_; ++term) {
    const size_t holders = static_cast<size_t>(begin[term + 1] - begin[term]);
    if (holders < 2 || holders > kMostItems) continue;
    const auto background = static_cast<float>(kPageShare * count[term] / page_length + (1 - kPageShare) * kTermShare);
    for (int p = begin[term]; p < begin[term + 1]; ++p) {
      item_terms_[postings_[p].item].push_back(static_cast<int>(terms_.size()));
    }
    terms_.push_back({begin[term], begin[term + 1], background});
  }
}

std::vector<PageTopics::Occurrence> PageTopics::FindTerms(const std::vector<std::u32string_view>& items) {
  size_t length = 0;
  for (const std::u32string_view text : items) length += text.size();
  absl::flat_hash_map<uint64_t, int> last;  // the last occurrence of each term
  last.reserve(length / 2);
  std::vector<Occurrence> occurrences;
  occurrences.reserve(length);
  for (size_t i = 0; i < items.size(); ++i) {
    const int item = static_cast<int>(i);
    ForEachTerm(items[i], [&](uint64_t key) {
      ++item_length_[item];
      const auto [it, added] = last.emplace(key, static_cast<int>(occurrences.size()));
      if (!added && occurrences[it->second].posting.item == item) {
        ++occurrences[it->second].posting.count;
        return;
      }
      const int term = added ? static_cast<int>(term_count_++) : occurrences[it->second].term;
      it->second = static_cast<int>(occurrences.size());
      occurrences.push_back({term, {item, 1}});
      ++item_distinct_[item];
    });
  }
  return occurrences;
}

void PageTopics::Survey(int item) {
  if (surveyed_ == item) return;
  surveyed_ = item;
  for (const int earlier : sharing_) first_shared_[earlier] = -1;
  sharing_.clear();
  shared_.clear();
  weight_.clear();
  for (const int id : item_terms_[item]) {
    const Term& term = terms_[id];
    for (int p = term.begin; postings_[p].item < item; ++p) {
      int& first = first_shared_[postings_[p].item];
      if (first < 0) sharing_.push_back(postings_[p].item);
      shared_.push_back({static_cast<int>(weight_.size()), postings_[p].count, first});
      first = static_cast<int>(shared_.size()) - 1;
    }
    weight_.push_back(kTopicShare / (1 - kTopicShare) / term.background);
  }
  count_.resize(std::max(count_.size(), weight_.size()));
}

void PageTopics::Count(int earlier) {
  for (int s = first_shared_[earlier]; s >= 0; s = shared_[s].next) {
    int& count = count_[shared_[s].term];
    if (count == 0) counted_.push_back(shared_[s].term);
    count += shared_[s].count;
  }
}

float PageTopics::LogOdds(int members_length) {
  constexpr double kLargest = 1e200;          // far from overflow
  const double length = members_length + 20;  // a headline alone is little evidence
  double sum = 0, product = 1;
  for (const int term : counted_) {
    product *= 1 + weight_[term] * std::exchange(count_[term], 0) / length;
    if (product > kLargest) sum += std::log(std::exchange(product, 1));
  }
  counted_.clear();
  return static_cast<float>(sum + std::log(product));
}

float PageTopics::Affinity(int item, const Members& members, int members_length) {
  Survey(item);
  for (const int earlier : sharing_) {
    if (members.Has(earlier)) Count(earlier);
  }
  return LogOdds(members_length);
}

float PageTopics::Affinity(int item, int earlier) {
  Survey(item);
  Count(earlier);
  return LogOdds(item_length_[earlier]);
}

}  // namespace broadsheet::ingest
