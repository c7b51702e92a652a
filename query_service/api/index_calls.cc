#include "query_service/api/index_calls.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "query_service/search/canonical_query.h"
#include "query_service/search/facet_field.h"

namespace broadsheet::query {
namespace {

constexpr std::string_view kOrders[] = {"relevance", "newest", "oldest", "printed"};

// Whether it is the call's first slow one; then its plan has begun.
bool BeginPlan(const Backend& backend, Call& call, absl::Time start, const TextQuery& query, const Filter& filter) {
  const absl::Duration took = absl::Now() - start;
  if (took <= backend.slow_query) return false;
  const auto& known = call.annotations();
  if (std::any_of(known.begin(), known.end(), [](const LogField& field) { return field.key == "slow_query"; })) {
    return false;
  }
  call.Annotate({"slow_query", CanonicalQuery(query)});
  call.Annotate({"search_ms", absl::ToDoubleMilliseconds(took)});
  call.Annotate({"filtered", filter.kind != Filter::Kind::kAll});
  return true;
}

}  // namespace

absl::StatusOr<IndexAnswer> SearchIndex(const Backend& backend, Call& call, const IndexSearch& search) {
  const absl::Time start = absl::Now();
  auto answer = backend.index.Search(search);
  if (BeginPlan(backend, call, start, search.query, search.filter)) {
    call.Annotate({"order", kOrders[static_cast<size_t>(search.order)]});
    if (answer.ok()) {
      call.Annotate({"term_records", absl::StrJoin(answer->stats.frequencies, ",")});
      call.Annotate({"total", answer->total});
    }
  }
  if (!answer.ok()) return WhyStopped(call, answer.status());
  return answer;
}

absl::StatusOr<AggregationAnswer> AggregateIndex(const Backend& backend, Call& call,
                                                 const IndexAggregation& aggregation) {
  const absl::Time start = absl::Now();
  auto answer = backend.index.Aggregate(aggregation);
  if (BeginPlan(backend, call, start, aggregation.query, aggregation.filter)) {
    call.Annotate({"group_by", absl::StrJoin(aggregation.keys, ",", [](std::string* out, const GroupKey& key) {
                     out->append(FacetFieldName(key));
                   })});
    if (answer.ok()) {
      call.Annotate({"groups", answer->distinct});
      call.Annotate({"total", answer->total});
    }
  }
  if (!answer.ok()) return WhyStopped(call, answer.status());
  return answer;
}

}  // namespace broadsheet::query
