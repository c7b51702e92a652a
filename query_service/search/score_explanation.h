// How a score came about.
#pragma once

#include "broadsheet/query/v1/query_service.pb.h"
#include "query_service/index/record_index.h"

namespace broadsheet::query {

// A document's score for a query under the statistics of the answer that has
// it: the terms that it has, in their order in the query. Their scores add up,
// in this order, to the bit to what the index computed.
v1::ScoreExplanation ExplainScore(const IndexDocument& document, const TextQuery& query, const ScoringStats& stats);

}  // namespace broadsheet::query
