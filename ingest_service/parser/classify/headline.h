// Finds headlines and subheads.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "ingest_service/parser/classify/headline_evidence.h"
#include "ingest_service/parser/classify/label.h"
#include "ingest_service/parser/text/split.h"

namespace broadsheet::ingest {

class LanguageModel;

// Labels headlines and subheads among the units [first, last) of one page whose
// role is kBody; bylines are labelled already. `log`, if given, takes the
// clues of every line that stood alone, for fitting their weights.
void LabelHeadlines(const std::vector<TextUnit>& units, size_t first, size_t last, const LanguageModel& model,
                    std::vector<Label>& labels, ClueLog* log = nullptr);

}  // namespace broadsheet::ingest
