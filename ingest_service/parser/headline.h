// Finds headlines and tells their parts apart.
#pragma once

#include <vector>

#include "ingest_service/parser/classify.h"

namespace broadsheet::ingest {

// Labels headlines and subheads among the units whose role is kBody; bylines
// are labelled already.
void LabelHeadlines(const std::vector<TextUnit>& units, std::vector<Label>& labels);

}  // namespace broadsheet::ingest
