// How well weights explain a page whose right answer is known: for fitting.
#pragma once

#include <array>
#include <vector>

#include "ingest_service/parser/language/language_model.h"
#include "ingest_service/parser/stitch/clue.h"
#include "ingest_service/parser/stitch/stitch.h"

namespace broadsheet::ingest {

struct Likelihood {
  double log_likelihood = 0;                  // of the truth among all restorations kept
  std::array<double, kClueCount> gradient{};  // by the weights
};

// `truth`: for each item the index of its article's head, −1: orphan. All 0 where
// the search cannot express the truth.
Likelihood LikelihoodOfTruth(const std::vector<PageItem>& items, const std::vector<int>& truth,
                             const LanguageModel& model, const ClueValues& weights);

}  // namespace broadsheet::ingest
