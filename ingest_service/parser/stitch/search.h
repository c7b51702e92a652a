// The search behind Stitch: all ways to divide a page's items among its heads,
// the best of them, and how probable each link is.
//
// A restoration walks the page once. Each body item goes on with one of the
// articles begun before it or with none; its log-score is the sum of weighted
// clues (stitch_clue.h), so restorations form a conditional random field.
// States that agree in every article's last item are merged; the most probable
// ones are kept at every item (a beam).
#pragma once

#include <array>
#include <vector>

#include "ingest_service/parser/language/language_model.h"
#include "ingest_service/parser/stitch/clue.h"
#include "ingest_service/parser/stitch/stitch.h"

namespace broadsheet::ingest {

// What the best restoration says about one item, and the alternatives.
struct ItemDecision {
  struct Candidate {
    int predecessor = -1;  // an item; −1: none, the item is an orphan
    double probability = 0;
  };
  int article = -1;                   // item index of its head; −1: orphan
  int predecessor = -1;               // item index of what it follows; −1: orphan
  bool switched = false;              // its article had been left in between
  std::vector<Candidate> candidates;  // most probable first
  ClueValues clues{};
};

std::vector<ItemDecision> SearchRestoration(const std::vector<PageItem>& items, const LanguageModel& model,
                                            const ClueValues& weights);

// For fitting. `truth`: for each item the index of its article's head, −1: orphan.
struct Likelihood {
  double log_likelihood = 0;                  // of the truth among all restorations kept
  std::array<double, kClueCount> gradient{};  // by the weights
};
Likelihood LikelihoodOfTruth(const std::vector<PageItem>& items, const std::vector<int>& truth,
                             const LanguageModel& model, const ClueValues& weights);

}  // namespace broadsheet::ingest
