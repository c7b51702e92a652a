// Labelled units as the items that stitching places.
#pragma once

#include <functional>
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

  size_t FirstUnit(int item) const { return first_unit[item]; }
  size_t EndUnit(int item) const { return first_unit[item + 1]; }
  // Where an item's text begins in the decoded text, and one past its end.
  size_t StartOf(int item) const { return units[FirstUnit(item)].passage.start(); }
  size_t EndOf(int item) const { return units[EndUnit(item) - 1].passage.end(); }
  bool IsPhoto(int item) const { return IsPhotoRole(labels[FirstUnit(item)].role); }
};

// Splits, repairs and classifies a decoded text. `log` as for Classify; `timer`
// may be null.
// `stop` is asked between the steps; once it is true, what is returned is incomplete.
AnalyzedText Analyze(std::string_view decoded, const LanguageModel& model, ClueLog* log = nullptr,
                     StageTimer* timer = nullptr, const std::function<bool()>& stop = {});

// Makes headlines and text of the lines that stitching had to decide on.
void SettleLines(const Stitching& stitching, AnalyzedText& analyzed);

}  // namespace broadsheet::ingest
