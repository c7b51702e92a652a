#include "query_service/api/analyze_query.h"

#include <utility>

#include "query_service/api/index_calls.h"
#include "query_service/search/canonical_query.h"
#include "query_service/search/filter_parser.h"
#include "query_service/search/query_parser.h"

namespace broadsheet::query {
namespace {

using Kind = TextQuery::Kind;

constexpr int kMaxTerms = 64;

absl::StatusOr<int64_t> Count(const Backend& backend, Call& call, TextQuery query, const Filter& filter) {
  IndexSearch search;
  search.query = std::move(query);
  search.filter = filter;
  search.limit = 0;
  search.cancelled = CancelledBy(call);
  const auto answer = SearchIndex(backend, call, search);
  if (!answer.ok()) return answer.status();
  return static_cast<int64_t>(answer->total);
}

void AddTerms(const TextQuery& query, bool negated, v1::AnalyzeQueryResponse& response) {
  if (query.kind == Kind::kNot) negated = !negated;
  for (const TextQuery& child : query.children) AddTerms(child, negated, response);
  if ((query.kind != Kind::kPhrase && query.kind != Kind::kPrefix) || response.terms_size() == kMaxTerms) return;
  v1::AnalyzedTerm& term = *response.add_terms();
  term.set_text(query.text);
  term.set_prefix(query.kind == Kind::kPrefix);
  term.set_negated(negated);
  if (query.fields == kDefaultFields) return;
  for (int field = 0; field < kTextFieldCount; ++field) {
    if (query.fields >> field & 1) term.add_fields(std::string(FieldName(static_cast<TextField>(field))));
  }
}

// The terms of `query` in the order of AddTerms.
void CollectLeaves(const TextQuery& query, std::vector<TextQuery>& leaves) {
  for (const TextQuery& child : query.children) CollectLeaves(child, leaves);
  if (query.kind == Kind::kPhrase || query.kind == Kind::kPrefix) leaves.push_back(query);
}

}  // namespace

absl::Status AnalyzeQuery(const Backend& backend, Call& call, const v1::AnalyzeQueryRequest& request,
                          v1::AnalyzeQueryResponse& response) {
  auto query = ParseQuery(request.query());
  if (!query.ok()) return query.status();
  auto filter = ParseFilter(request.filter());
  if (!filter.ok()) return filter.status();
  *response.mutable_freshness() = FreshnessOf(backend.board);
  response.set_canonical_query(CanonicalQuery(*query));
  AddTerms(*query, false, response);
  std::vector<TextQuery> leaves;
  CollectLeaves(*query, leaves);
  for (int i = 0; i < response.terms_size(); ++i) {
    auto count = Count(backend, call, std::move(leaves[i]), *filter);
    if (!count.ok()) return count.status();
    response.mutable_terms(i)->set_record_count(*count);
  }
  auto total = Count(backend, call, *std::move(query), *filter);
  if (!total.ok()) return total.status();
  response.set_total_size(*total);
  return absl::OkStatus();
}

}  // namespace broadsheet::query
