// The plan of a slow search, for the log.
#pragma once

#include "absl/time/time.h"
#include "common/server/call.h"
#include "query_service/index/record_index.h"

namespace broadsheet::query {

// Adds to the call's log line what the index was asked and what that cost:
// slow_query (the query written out), search_ms, term_records (how many records
// have each of its terms), filtered, order, total.
void ExplainSlowQuery(Call& call, const IndexSearch& search, const IndexAnswer& answer, absl::Duration took);

}  // namespace broadsheet::query
