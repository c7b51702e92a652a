#include "ingest_service/parser/stitch/lattice.h"

#include <cmath>

namespace broadsheet::ingest {

double Lattice::Probability(int layer, const Arc& arc) const {
  return std::exp(layers[layer].nodes[arc.from].forward + arc.score + layers[layer + 1].nodes[arc.to].backward -
                  total());
}

void AddPathSums(Lattice& lattice) {
  std::vector<Layer>& layers = lattice.layers;
  layers[0].nodes[0].forward = 0;
  for (size_t i = 0; i + 1 < layers.size(); ++i) {
    for (const Arc& arc : layers[i].arcs) {
      Node& to = layers[i + 1].nodes[arc.to];
      to.forward = LogSum(to.forward, layers[i].nodes[arc.from].forward + arc.score);
    }
  }
  layers.back().nodes[0].backward = 0;
  for (size_t i = layers.size() - 1; i-- > 0;) {
    for (const Arc& arc : layers[i].arcs) {
      Node& from = layers[i].nodes[arc.from];
      from.backward = LogSum(from.backward, layers[i + 1].nodes[arc.to].backward + arc.score);
    }
  }
}

}  // namespace broadsheet::ingest
