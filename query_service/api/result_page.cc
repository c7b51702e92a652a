#include "query_service/api/result_page.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/time/clock.h"
#include "common/api/page_token.h"
#include "query_service/api/paging_state.h"
#include "query_service/api/slow_query.h"
#include "query_service/index/scoring.h"

namespace broadsheet::query {
namespace {

absl::StatusOr<std::optional<PagingState>> ReadState(const google::protobuf::Message& request, const TextQuery& query) {
  const auto payload = ReadPageToken(request);
  if (!payload.ok()) return payload.status();
  if (payload->empty()) return std::optional<PagingState>();
  auto state = ParsePagingState(*payload, PhrasesOf(query).size());
  if (!state.ok()) return state.status();
  return std::optional<PagingState>(*std::move(state));
}

SearchAfter AfterHit(const IndexHit& hit) { return {hit.score, hit.date, hit.issue, hit.ordinal, hit.id}; }

// The state behind `last` of an answer to `search`.
PagingState StateBehind(const IndexHit& last, const IndexSearch& search, const IndexAnswer& answer) {
  // DocIds are sequences of the store: the answer has seen none greater.
  return {AfterHit(last), search.max_id != 0 ? search.max_id : answer.applied, answer.stats};
}

// Joins hits and versions, up to the page's bytes; how many hits were used.
size_t Collect(std::vector<IndexHit>& hits, std::vector<std::optional<RecordParts>>& versions, ResultPage& page) {
  size_t bytes = 0, used = 0;
  for (; used < versions.size(); ++used) {
    // A version that is gone was replaced long ago: a page may lack it.
    if (!versions[used]) continue;
    bytes += versions[used]->basic.size() + versions[used]->details.size();
    if (bytes > kMaxPageBytes && !page.records.empty()) break;
    page.records.push_back({hits[used], *std::move(versions[used])});
  }
  return used;
}

}  // namespace

absl::StatusOr<ResultPage> FetchPage(const Backend& backend, Call& call, const google::protobuf::Message& request,
                                     PageSearch page) {
  IndexSearch& search = page.search;
  auto state = ReadState(request, search.query);
  if (!state.ok()) return state.status();
  if (state->has_value()) {
    search.after = (*state)->after;
    search.max_id = (*state)->max_id;
    search.stats = (*state)->stats;
  }
  const size_t size = search.limit++;  // one more tells whether there is another page
  search.cancelled = [&call] { return call.cancelled(); };

  ResultPage result;
  const absl::Time start = absl::Now();
  auto answer = backend.index.Search(search);
  if (!answer.ok()) {
    const absl::Status alive = call.CheckAlive();
    return absl::IsCancelled(answer.status()) && !alive.ok() ? alive : answer.status();
  }
  if (const absl::Duration took = absl::Now() - start; took > backend.slow_query) {
    ExplainSlowQuery(call, search, *answer, took);
  }
  std::vector<IndexHit> hits = std::move(answer->hits);
  std::vector<DocId> ids;
  for (size_t i = 0; i < std::min(size, hits.size()); ++i) ids.push_back(hits[i].id);
  auto versions = backend.store.ReadVersions(ids, page.details);
  if (!versions.ok()) return versions.status();
  const size_t used = Collect(hits, *versions, result);
  if (used > 0 && used < hits.size()) {
    result.next_page_token = MakePageToken(request, FormatPagingState(StateBehind(hits[used - 1], search, *answer)));
  }
  result.answer = *std::move(answer);
  return result;
}

}  // namespace broadsheet::query
