// How much a piece talks about what an article talks about.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace broadsheet::ingest {

// The terms of a page's items: pairs of Han characters, and words of other
// scripts. An article is a set of items.
class PageTopics {
 public:
  explicit PageTopics(const std::vector<std::u32string_view>& items);

  // Log-odds that the item's terms come from an article rather than from
  // anywhere; ≥ 0. `members`: not 0 for the article's items; `members_length`:
  // their terms.
  float Affinity(int item, const std::vector<uint8_t>& members, int members_length) const;

  // Number of terms of an item.
  int Length(int item) const { return item_length_[item]; }
  int DistinctTerms(int item) const { return item_distinct_[item]; }

 private:
  struct Posting {
    int item;
    int count;
  };
  struct Term {
    std::vector<Posting> postings;
    float background = 0;  // its share of any text
  };
  std::vector<Term> terms_;
  std::vector<std::vector<int>> item_terms_;  // distinct, that other items share
  std::vector<int> item_distinct_, item_length_;
};

}  // namespace broadsheet::ingest
