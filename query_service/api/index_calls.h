// The index, asked on behalf of a call: what takes longer than
// Backend::slow_query has its plan in the call's log line.
#pragma once

#include "absl/status/statusor.h"
#include "query_service/api/backend.h"

namespace broadsheet::query {

// RecordIndex::Search; an error is that of the call where the call ended it.
//
// The plan, of the call's first slow search, whether or not it came to its end:
// slow_query (the query written out), search_ms, filtered, order; of an answer
// term_records (how many records have each of its terms) and total.
absl::StatusOr<IndexAnswer> SearchIndex(const Backend& backend, Call& call, const IndexSearch& search);

// RecordIndex::Aggregate in the same way; group_by instead of order, and groups
// (how many there are) instead of term_records.
absl::StatusOr<AggregationAnswer> AggregateIndex(const Backend& backend, Call& call,
                                                 const IndexAggregation& aggregation);

}  // namespace broadsheet::query
