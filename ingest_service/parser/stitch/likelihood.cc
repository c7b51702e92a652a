#include "ingest_service/parser/stitch/likelihood.h"

#include "ingest_service/parser/stitch/lattice.h"

namespace broadsheet::ingest {
namespace {

// The arc of layers[layer] that the truth takes from `node`; null: it fell out of
// the search. `head`: the article that the truth gives the item.
const Arc* TrueArc(const Lattice& lattice, size_t layer, int node, int head) {
  const Arc* found = nullptr;
  for (const Arc& arc : lattice.layers[layer].arcs) {
    const bool true_article = arc.predecessor == kNoBody || arc.article == head;
    if (arc.from == node && true_article && lattice.layers[layer + 1].nodes[arc.to].truth) found = &arc;
  }
  return found;
}

}  // namespace

Likelihood LikelihoodOfTruth(const std::vector<PageItem>& items, const std::vector<int>& truth,
                             const LanguageModel& model, const ClueValues& weights) {
  StitchPage page(items, model);
  Lattice lattice = BuildLattice(page, weights, &truth);
  AddPathSums(lattice);
  Likelihood likelihood;
  double truth_score = 0;
  int node = 0;
  for (size_t i = 0; i + 1 < lattice.layers.size(); ++i) {
    for (const Arc& arc : lattice.layers[i].arcs) {
      const double p = lattice.Probability(static_cast<int>(i), arc);
      for (size_t c = 0; c < kClueCount; ++c) likelihood.gradient[c] -= p * lattice.clues[arc.clues][c];
    }
    const Arc* arc = TrueArc(lattice, i, node, i < truth.size() ? truth[i] : -1);
    if (arc == nullptr) return Likelihood{};
    for (size_t c = 0; c < kClueCount; ++c) likelihood.gradient[c] += lattice.clues[arc->clues][c];
    truth_score += arc->score;
    node = arc->to;
  }
  likelihood.log_likelihood = truth_score - lattice.total();
  return likelihood;
}

}  // namespace broadsheet::ingest
