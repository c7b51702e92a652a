// Labelled units as the items that stitching places.
#pragma once

#include <string_view>
#include <vector>

#include "ingest_service/parser/classify/classify.h"
#include "ingest_service/parser/stage_times.h"
#include "ingest_service/parser/stitch/stitch.h"
#include "ingest_service/parser/text/repair.h"

namespace broadsheet::ingest {

// Everything known of a text before its pieces are put together.
struct AnalyzedText {
  std::vector<PageExtent> pages;
  std::vector<TextUnit> units;
  std::vector<Label> labels;  // one a unit
  std::vector<Repetition> repetitions;
  std::vector<PageItem> items;
  // The units of each item: [first_unit[i], first_unit[i + 1]).
  std::vector<size_t> first_unit;
};

// Splits, repairs and classifies a decoded text. `log` as for Classify; `timer`
// may be null.
AnalyzedText Analyze(std::string_view decoded, const LanguageModel& model, ClueLog* log = nullptr,
                     StageTimer* timer = nullptr);

}  // namespace broadsheet::ingest
