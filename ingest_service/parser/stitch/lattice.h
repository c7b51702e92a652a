// The restorations of a page that are worth considering, as paths of a lattice.
//
// A restoration walks the page once. Each body item goes on with one of the
// articles begun before it or with none; its log-score is the sum of weighted
// clues (clue.h), so restorations form a conditional random field. States with
// the same signature are merged; the most probable ones are kept at every item
// (a beam).
#pragma once

#include <functional>
#include <vector>

#include "ingest_service/parser/language/log_sum.h"
#include "ingest_service/parser/stitch/clue.h"
#include "ingest_service/parser/stitch/moves.h"
#include "ingest_service/parser/stitch/page.h"

namespace broadsheet::ingest {

// Predecessors that are no items.
inline constexpr int kNone = -1;    // an orphan
inline constexpr int kNoBody = -2;  // the item is no body and has none

struct Node {
  State state;
  bool truth = false;         // on the true restoration's path
  int best_arc = -1;          // of the layer before
  double best = kImpossible;  // log-score of the best path that leads here
  // Log of the sum over all paths that lead here, and that go on from here: AddPathSums.
  double forward = kImpossible, backward = kImpossible;
};

struct Arc {
  int from, to;     // nodes of this layer and the next
  int predecessor;  // item, kNone or kNoBody
  int article;      // head; −1: none
  double score;
  int clues;  // index into Lattice::clues; −1: not kept
};

struct Layer {
  std::vector<Node> nodes;
  std::vector<Arc> arcs;  // into the next layer
};

struct Lattice {
  // One before each item, one behind the last and one node where all paths end.
  std::vector<Layer> layers;
  std::vector<ClueValues> clues;

  double total() const { return layers.back().nodes[0].forward; }
  // Of the restorations that take this arc of layers[layer]; after AddPathSums.
  double Probability(int layer, const Arc& arc) const;
};

// `truth`: null, or for each item the index of its article's head, −1 for an
// orphan; then the true path is kept however improbable, and all clues are.
//
// `stop` is asked every few items; once it is true, what is returned has no layers.
Lattice BuildLattice(StitchPage& page, const ClueValues& weights, const std::vector<int>* truth,
                     const std::function<bool()>& stop = {});

// The forward–backward algorithm.
void AddPathSums(Lattice& lattice);

}  // namespace broadsheet::ingest
