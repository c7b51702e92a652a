#include "query_service/api/result_page.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "common/api/page_token.h"
#include "query_service/api/index_calls.h"
#include "query_service/api/paging_state.h"
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

}  // namespace

PagingState StateBehind(const IndexHit& last, const IndexSearch& search, const IndexAnswer& answer) {
  // DocIds are sequences of the store: the answer has seen none greater.
  return {AfterHit(last), search.max_id != 0 ? search.max_id : answer.applied, answer.stats};
}

namespace {

// The versions of hits as records of a page; nullopt: it is gone.
absl::StatusOr<std::vector<std::optional<PageRecord>>> ReadHits(const Backend& backend, const PageSearch& page,
                                                                std::span<const IndexHit> hits) {
  std::vector<DocId> ids;
  for (const IndexHit& hit : hits) ids.push_back(hit.id);
  std::vector<std::optional<PageRecord>> records(hits.size());
  if (page.prepared) {
    auto versions = backend.cache.Read(backend.store, ids);
    if (!versions.ok()) return versions.status();
    for (size_t i = 0; i < hits.size(); ++i) {
      if ((*versions)[i] != nullptr) records[i] = {hits[i], {}, std::move((*versions)[i])};
    }
    return records;
  }
  auto versions = backend.store.ReadVersions(ids, page.details);
  if (!versions.ok()) return versions.status();
  for (size_t i = 0; i < hits.size(); ++i) {
    if ((*versions)[i]) records[i] = {hits[i], *std::move((*versions)[i]), nullptr};
  }
  return records;
}

}  // namespace

absl::StatusOr<size_t> AddRecords(const Backend& backend, const PageSearch& page, std::span<const IndexHit> hits,
                                  std::vector<PageRecord>& records) {
  auto read = ReadHits(backend, page, hits);
  if (!read.ok()) return read.status();
  size_t bytes = 0, used = 0;
  for (; used < read->size(); ++used) {
    std::optional<PageRecord>& record = (*read)[used];
    // A version that is gone was replaced long ago: a page may lack it.
    if (!record) continue;
    bytes += record->Bytes();
    if (bytes > page.max_bytes && !records.empty()) break;
    records.push_back(*std::move(record));
  }
  return used;
}

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
  auto answer = SearchIndex(backend, call, search);
  if (!answer.ok()) return answer.status();
  const std::vector<IndexHit> hits = std::move(answer->hits);
  const auto first = std::span(hits).first(std::min(size, hits.size()));
  const auto used = AddRecords(backend, page, first, result.records);
  if (!used.ok()) return used.status();
  if (*used > 0 && *used < hits.size()) {
    result.next_page_token = MakePageToken(request, FormatPagingState(StateBehind(hits[*used - 1], search, *answer)));
  }
  result.answer = *std::move(answer);
  return result;
}

}  // namespace broadsheet::query
