// Finds headlines and subheads.
#pragma once

#include <vector>

#include "ingest_service/parser/classify/head_reading.h"
#include "ingest_service/parser/classify/headline_parts.h"
#include "ingest_service/parser/classify/label.h"
#include "ingest_service/parser/text/split.h"

namespace broadsheet::ingest {

class LanguageModel;

// What was judged, with its clues: for fitting their weights.
struct ClueLog {
  std::vector<LineRun> runs;
  PartsLog parts;
};

// Labels headlines and subheads among the units [first, last) of one page whose
// role is kBody; bylines are labelled already. `log` may be null.
void LabelHeadlines(const std::vector<TextUnit>& units, size_t first, size_t last, const LanguageModel& model,
                    std::vector<Label>& labels, ClueLog* log = nullptr);

}  // namespace broadsheet::ingest
