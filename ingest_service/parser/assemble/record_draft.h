// Divides what stitching found into records, before anything of them is written.
#pragma once

#include <cstddef>
#include <vector>

#include "ingest_service/parser/analyze/analyze.h"
#include "ingest_service/parser/stitch/stitch.h"

namespace broadsheet::ingest {

// What becomes one record: an article, a photo of its own, or text that no
// article took. Points into the Stitching that it was made of.
struct RecordDraft {
  size_t start = 0;                          // of its first byte in the decoded text
  const StitchedArticle* article = nullptr;  // nullptr: a photo, or text without a headline
  std::vector<Link> own;                     // the pieces, if there is no article
  std::vector<int> photos;                   // items of the photos that belong to the article

  int head() const { return article != nullptr ? article->head : -1; }
  const std::vector<Link>& body() const { return article != nullptr ? article->body : own; }
};

// In the order of their first byte. Text without a headline that stands
// together becomes one record.
std::vector<RecordDraft> DraftRecords(const AnalyzedText& analyzed, const Stitching& stitching);

}  // namespace broadsheet::ingest
