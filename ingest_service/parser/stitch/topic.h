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
  // Quick for the item that was asked for before.
  float Affinity(int item, const Members& members, int members_length);
  // Of an article that is one item, `earlier`.
  float Affinity(int item, int earlier);

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
  // A term that an item shares with an earlier one.
  struct Shared {
    int term;   // place among the item's terms
    int count;  // in the earlier one
    int next;   // that the two share, of shared_; -1: none
  };

  // In the order of the items.
  std::vector<Occurrence> FindTerms(const std::vector<std::u32string_view>& items);
  // Finds what the item shares with which others.
  void Survey(int item);
  void Count(int earlier);
  // Of the terms counted, which are counted no longer.
  float LogOdds(int members_length);

  size_t term_count_ = 0;
  std::vector<Posting> postings_;             // by term, then item
  std::vector<Term> terms_;                   // that some items share, but not too many
  std::vector<std::vector<int>> item_terms_;  // of each item those of terms_ that it holds
  std::vector<int> item_distinct_, item_length_;

  // Of the item surveyed:
  int surveyed_ = -1;
  std::vector<int> sharing_;       // earlier items that share terms with it
  std::vector<int> first_shared_;  // by item; of shared_; -1: none
  std::vector<Shared> shared_;
  std::vector<double> weight_;  // by term: how much one occurrence counts
  std::vector<int> count_;      // by term: occurrences in the article
  std::vector<int> counted_;    // the terms that have such
};

}  // namespace broadsheet::ingest
