// Pages whose right answer is known, as stitching sees them.
#pragma once

#include <string>
#include <vector>

#include "ingest_service/parser/language/language_model.h"
#include "ingest_service/parser/stitch/stitch.h"

namespace broadsheet::ingest {

struct LabelledPage {
  static constexpr int kUnknown = -2;

  std::string name, tier;
  std::vector<PageItem> items;
  // For each item the index of its article's head, which may be the item itself; −1: none; kUnknown: a head
  // that is none, or a body whose article's head is no item.
  std::vector<int> truth;

  // Whether an item of an article begins a paragraph of it.
  std::vector<bool> begins_paragraph;

  bool fit_to_learn_from() const;  // the stages before have made no mistake
};

// Reads every NNN.txt of a folder with its NNN.truth.json, as the page generator
// writes them; items are what the parser's stages before stitching make. Body
// items are found in the articles' texts by their own.
std::vector<LabelledPage> ReadLabelledPages(const std::string& folder, const LanguageModel& model);

}  // namespace broadsheet::ingest
