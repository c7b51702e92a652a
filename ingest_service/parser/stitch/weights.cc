#include "ingest_service/parser/stitch/clue.h"

namespace broadsheet::ingest {

const std::array<WeightedClue, kClueCount> kStitchWeights = {{
#include "ingest_service/parser/stitch/weights.inc"
}};

}  // namespace broadsheet::ingest
