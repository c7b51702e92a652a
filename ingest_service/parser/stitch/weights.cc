#include "ingest_service/parser/stitch/clue.h"

#include <algorithm>

namespace broadsheet::ingest {

const std::array<WeightedClue, kClueCount> kStitchWeights = {{
#include "ingest_service/parser/stitch/weights.inc"
}};

// Path sums are rounded, so that a sure link can come out a little above 1.
double Calibrate(double probability) { return std::min(probability, 1.0); }

}  // namespace broadsheet::ingest
