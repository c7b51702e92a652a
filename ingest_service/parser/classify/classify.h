// Says what each unit of a page is.
#pragma once

#include <vector>

#include "ingest_service/parser/classify/headline.h"
#include "ingest_service/parser/classify/label.h"
#include "ingest_service/parser/text/split.h"

namespace broadsheet::ingest {

class LanguageModel;

// One label a unit. `log`, if given, takes the clues of every line that stood
// alone, for fitting their weights.
std::vector<Label> Classify(const std::vector<TextUnit>& units, const LanguageModel& model, ClueLog* log = nullptr);

}  // namespace broadsheet::ingest
