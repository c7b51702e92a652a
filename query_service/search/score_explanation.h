// How a score came about.
#pragma once

#include <functional>

#include "broadsheet/query/v1/query_service.pb.h"
#include "query_service/index/record_index.h"

namespace broadsheet::query {

// A document's score for a query under the statistics of the answer that has
// it: the terms that it has, in their order in the query. Their scores add up,
// in this order, to the bit to what the index computed. `cancelled`, which may be
// empty, is asked for each term; once it says so, the answer is of no use.
v1::ScoreExplanation ExplainScore(const IndexDocument& document, const TextQuery& query, const ScoringStats& stats,
                                  const std::function<bool()>& cancelled);

}  // namespace broadsheet::query
