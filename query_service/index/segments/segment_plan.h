// A search, prepared for one segment.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "query_service/index/record_index.h"
#include "query_service/index/scoring.h"
#include "query_service/index/segments/filter_nodes.h"
#include "query_service/index/segments/node.h"
#include "query_service/index/segments/phrase_node.h"
#include "query_service/index/segments/segment.h"

namespace broadsheet::query {

// What to look for, of a kPhrase or kPrefix with text.
PhraseText PhraseTextOf(const TextQuery& phrase);

struct SegmentPlan {
  NodePtr matches;  // text and filter, but for `range`
  DocumentRange range;
  // For each of PhrasesOf(query); null: not scored, or no document has it.
  // Those that are matched as well are owned by `matches`.
  std::vector<PhraseNode*> phrases;
  std::vector<std::unique_ptr<PhraseNode>> own_phrases;
  // Exactly as many documents match as this, if none is deleted or hidden and
  // the range is the whole segment; UINT64_MAX: not known.
  uint64_t known_count = UINT64_MAX;
  bool cancelled = false;  // before it was whole: of no use
};

// `segment` and `cancelled`, which may be empty, outlive the plan, which asks it
// now and while it matches.
SegmentPlan MakePlan(const Segment& segment, const TextQuery& query, const Filter& filter,
                     const std::function<bool()>& cancelled);

}  // namespace broadsheet::query
