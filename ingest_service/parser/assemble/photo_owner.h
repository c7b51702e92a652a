// Which article a photo belongs to, if to one.
#pragma once

#include <vector>

#include "ingest_service/parser/analyze/analyze.h"
#include "ingest_service/parser/stitch/stitch.h"

namespace broadsheet::ingest {

// The photos of each article of `stitching`, as items in the page's order. A
// photo belongs to an article if it stands beside a piece of it and names what
// of all articles around only that one names: the speaker, or a run of
// characters longer than chance shares. A photo with a paragraph of its own
// (which sets its scene) stands for itself.
std::vector<std::vector<int>> PhotosOfArticles(const AnalyzedText& analyzed, const Stitching& stitching);

}  // namespace broadsheet::ingest
