// The first and the last lines of pages.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "ingest_service/parser/classify/label.h"
#include "ingest_service/parser/text/split.h"

namespace broadsheet::ingest {

// Whether each unit is among the first or last of its page, where loose parts of
// a running title are at home.
std::vector<bool> EdgesOf(const std::vector<TextUnit>& units);

// The furniture that a line at a page's edge is by itself.
std::optional<record::v1::FurnitureType> EdgeFurnitureOf(std::string_view line);

// Labels as furniture what stands with other furniture at the edges of pages: more
// lines of the kind, and in the lines over a page's first headline the names of
// sections, series and papers. `labels` as far as single lines tell.
void LabelPageEdges(const std::vector<TextUnit>& units, std::vector<Label>& labels);

}  // namespace broadsheet::ingest
