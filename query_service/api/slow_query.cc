#include "query_service/api/slow_query.h"

#include <string>

#include "absl/strings/str_join.h"
#include "query_service/search/canonical_query.h"

namespace broadsheet::query {
namespace {

constexpr std::string_view kOrders[] = {"relevance", "newest", "oldest", "printed"};

}  // namespace

void ExplainSlowQuery(Call& call, const IndexSearch& search, const IndexAnswer& answer, absl::Duration took) {
  call.Annotate({"slow_query", CanonicalQuery(search.query)});
  call.Annotate({"search_ms", absl::ToDoubleMilliseconds(took)});
  call.Annotate({"term_records", absl::StrJoin(answer.stats.frequencies, ",")});
  call.Annotate({"filtered", search.filter.kind != Filter::Kind::kAll});
  call.Annotate({"order", kOrders[static_cast<size_t>(search.order)]});
  call.Annotate({"total", answer.total});
}

}  // namespace broadsheet::query
