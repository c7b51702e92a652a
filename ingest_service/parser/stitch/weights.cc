#include "ingest_service/parser/stitch/clue.h"

#include <cmath>

namespace broadsheet::ingest {

const std::array<WeightedClue, kClueCount> kStitchWeights = {{
#include "ingest_service/parser/stitch/weights.inc"
}};

double Calibrate(double probability) { return probability; }

}  // namespace broadsheet::ingest
