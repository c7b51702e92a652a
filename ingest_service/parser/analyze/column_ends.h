// Parts what wrapped lines joined across the end of a column.
#pragma once

#include <vector>

#include "ingest_service/parser/language/language_model.h"
#include "ingest_service/parser/text/split.h"

namespace broadsheet::ingest {

// On a page without empty lines, wrapped text runs on from the last line of a
// column into the first of the next. Units are divided where the language model
// doubts that one line goes on with the other: stitching decides about the parts.
void DivideAtColumnEnds(std::vector<TextUnit>& units, const std::vector<PageExtent>& pages, const LanguageModel& model);

}  // namespace broadsheet::ingest
