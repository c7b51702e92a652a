// How much a piece talks about what an article talks about.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace broadsheet::ingest {

// The terms of a page's items: pairs of Han characters, and words of other
// scripts. An article is a set of items.
class PageTopics {
 public:
  explicit PageTopics(const std::vector<std::u32string_view>& items);

  // Items of an article: first + i, for each has[i] that is not 0.
  struct Members {
    int first = 0;
    std::span<const uint8_t> has;

    bool Has(int item) const {
      const auto i = static_cast<size_t>(item - first);
      return i < has.size() && has[i] != 0;
    }
  };

  // Log-odds that the item's terms come from an article rather than from
  // anywhere; ≥ 0. `members` stand before the item; `members_length`: their terms.
  float Affinity(int item, const Members& members, int members_length) const;

  // Number of terms of an item.
  int Length(int item) const { return item_length_[item]; }
  int DistinctTerms(int item) const { return item_distinct_[item]; }

 private:
  struct Posting {
    int item;
    int count;
  };
  struct Occurrence {
    int term;  // in the order in which they first occur
    Posting posting;
  };
  struct Term {
    int begin, end;    // of postings_
    float background;  // its share of any text
  };

  // In the order of the items.
  std::vector<Occurrence> FindTerms(const std::vector<std::u32string_view>& items);

  size_t term_count_ = 0;
  std::vector<Posting> postings_;             // by term, then item
  std::vector<Term> terms_;                   // that some items share, but not too many
  std::vector<std::vector<int>> item_terms_;  // of each item those of terms_ that it holds
  std::vector<int> item_distinct_, item_length_;
};

}  // namespace broadsheet::ingest
