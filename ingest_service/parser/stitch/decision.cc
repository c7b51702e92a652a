#include "ingest_service/parser/stitch/decision.h"

#include <algorithm>

#include "ingest_service/parser/stitch/lattice.h"

namespace broadsheet::ingest {
namespace {

std::vector<ItemDecision::Candidate> CandidatesOf(int item, const Lattice& lattice) {
  std::vector<ItemDecision::Candidate> candidates;
  for (const Arc& arc : lattice.layers[item].arcs) {
    const double p = lattice.Probability(item, arc);
    const auto found = std::find_if(candidates.begin(), candidates.end(),
                                    [&](const auto& c) { return c.predecessor == arc.predecessor; });
    if (found == candidates.end()) {
      candidates.push_back({arc.predecessor, p});
    } else {
      found->probability += p;
    }
  }
  std::sort(candidates.begin(), candidates.end(),
            [](const auto& a, const auto& b) { return a.probability > b.probability; });
  return candidates;
}

double ProbabilityOf(int predecessor, const ItemDecision& decision) {
  for (const auto& candidate : decision.candidates) {
    if (candidate.predecessor == predecessor) return candidate.probability;
  }
  return 0;
}

// Makes each node's best arc that of the restoration with the most links right,
// as far as is known: with the greatest sum of its links' probabilities.
void PreferMostLinksRight(const std::vector<ItemDecision>& decisions, Lattice& lattice) {
  for (Layer& layer : lattice.layers) {
    for (Node& node : layer.nodes) node.best = kImpossible;
  }
  lattice.layers[0].nodes[0].best = 0;
  for (size_t i = 0; i + 1 < lattice.layers.size(); ++i) {
    for (size_t a = 0; a < lattice.layers[i].arcs.size(); ++a) {
      const Arc& arc = lattice.layers[i].arcs[a];
      const double gain = i < decisions.size() ? ProbabilityOf(arc.predecessor, decisions[i]) : 0;
      Node& to = lattice.layers[i + 1].nodes[arc.to];
      const double total = lattice.layers[i].nodes[arc.from].best + gain;
      if (total <= to.best) continue;
      to.best = total;
      to.best_arc = static_cast<int>(a);
    }
  }
}

void Describe(const Arc& arc, const State& source, int item, StitchPage& page, ItemDecision& decision) {
  decision.article = arc.article;
  decision.predecessor = arc.predecessor;
  for (int slot = 0; slot < source.open_count; ++slot) {
    const int strand = source.open[slot].strand;
    if (page.strand(strand).last != arc.predecessor) continue;
    decision.switched = strand != source.current;
    decision.clues = LayoutClues(page, source, slot, item);
    page.AddTextClues(strand, item, decision.clues);
    decision.inside_paragraph =
        arc.predecessor != arc.article && page.GoesOnInside(arc.predecessor, item, !decision.switched);
  }
}

}  // namespace

std::vector<ItemDecision> DecideRestoration(const std::vector<PageItem>& items, const LanguageModel& model,
                                            const ClueValues& weights, const std::function<bool()>& stop) {
  StitchPage page(items, model);
  Lattice lattice = BuildLattice(page, weights, nullptr, stop);
  if (lattice.layers.empty()) return {};
  AddPathSums(lattice);
  std::vector<ItemDecision> decisions(items.size());
  for (int item = 0; item < page.size(); ++item) {
    decisions[item].candidates = CandidatesOf(item, lattice);
    decisions[item].ending = page.piece(item).ending;
  }
  PreferMostLinksRight(decisions, lattice);
  int node = 0;
  for (int item = page.size(); item >= 0; --item) {
    const Arc& arc = lattice.layers[item].arcs[lattice.layers[item + 1].nodes[node].best_arc];
    node = arc.from;
    if (item == page.size()) continue;
    decisions[item].begins = arc.predecessor == kNoBody && arc.article == item;
    if (arc.predecessor == kNoBody) continue;
    Describe(arc, lattice.layers[item].nodes[arc.from].state, item, page, decisions[item]);
  }
  return decisions;
}

}  // namespace broadsheet::ingest
