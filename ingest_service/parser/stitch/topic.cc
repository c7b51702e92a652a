#include "ingest_service/parser/stitch/topic.h"

#include <algorithm>
#include <cmath>

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
    : item_terms_(items.size()), item_distinct_(items.size()), item_length_(items.size()) {
  absl::flat_hash_map<uint64_t, int> ids;
  double page_length = 1;
  for (size_t item = 0; item < items.size(); ++item) {
    const std::u32string_view text = items[item];
    ForEachTerm(text, [&](uint64_t key) {
      const auto [it, added] = ids.emplace(key, static_cast<int>(terms_.size()));
      if (added) terms_.emplace_back();
      ++item_length_[item];
      std::vector<Posting>& postings = terms_[it->second].postings;
      if (!postings.empty() && postings.back().item == static_cast<int>(item)) {
        ++postings.back().count;
      } else {
        postings.push_back({static_cast<int>(item), 1});
        ++item_distinct_[item];
      }
    });
    page_length += item_length_[item];
  }
  for (size_t id = 0; id < terms_.size(); ++id) {
    Term& term = terms_[id];
    if (term.postings.size() < 2 || term.postings.size() > kMostItems) continue;
    int count = 0;
    for (const Posting& posting : term.postings) {
      item_terms_[posting.item].push_back(static_cast<int>(id));
      count += posting.count;
    }
    term.background = static_cast<float>(kPageShare * count / page_length + (1 - kPageShare) * kTermShare);
  }
}

float PageTopics::Affinity(int item, const std::vector<uint8_t>& members, int members_length) const {
  const double length = members_length + 20;  // a headline alone is little evidence
  double sum = 0;
  for (int id : item_terms_[item]) {
    const Term& term = terms_[id];
    int count = 0;
    for (const Posting& posting : term.postings) {
      if (posting.item != item && members[posting.item] != 0) count += posting.count;
    }
    if (count > 0) sum += std::log1p(kTopicShare / (1 - kTopicShare) * count / (length * term.background));
  }
  return static_cast<float>(sum);
}

}  // namespace broadsheet::ingest
