#include "query_service/api/result_page.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "common/api/page_token.h"
#include "query_service/api/index_calls.h"
#include "query_service/api/paging_state.h"
#include "query_service/api/resumption.h"
#include "query_service/index/scoring.h"
#include "query_service/search/document.h"
#include "query_service/search/score_explanation.h"

namespace broadsheet::query {
namespace {

// Records read together: those that find no room in the page were read for nothing.
constexpr size_t kReadAtOnce = 16;

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

PagingState StateBehind(const RecordStore& store, const IndexHit& last, const IndexSearch& search,
                        const IndexAnswer& answer) {
  // DocIds are sequences of the store: the answer has seen none greater. What
  // Numbering() says after the search holds for all of them.
  return {store.Numbering(), AfterHit(last), search.max_id != 0 ? search.max_id : answer.applied, answer.stats};
}

bool PageRoom::Take(size_t bytes) {
  if (bytes > left_ && !empty_) return false;
  left_ -= std::min(bytes, left_);
  empty_ = false;
  return true;
}

namespace {

// The versions of hits as records of a page; nullopt: it is gone.
absl::StatusOr<std::vector<std::optional<PageRecord>>> ReadHits(const Backend& backend, const PageSearch& page,
                                                                std::span<const IndexHit> hits) {
  std::vector<DocId> ids;
  for (const IndexHit& hit : hits) ids.push_back(hit.id);
  std::vector<std::optional<PageRecord>> records(hits.size());
  if (page.snippets != nullptr || page.explain) {
    auto versions = backend.cache.Read(backend.store, ids, page.search.cancelled);
    if (!versions.ok()) return versions.status();
    for (size_t i = 0; i < hits.size(); ++i) {
      if ((*versions)[i] != nullptr) records[i] = {.hit = hits[i], .prepared = std::move((*versions)[i])};
    }
    return records;
  }
  auto versions = backend.store.ReadVersions(ids, page.details, page.search.cancelled);
  if (!versions.ok()) return versions.status();
  for (size_t i = 0; i < hits.size(); ++i) {
    if ((*versions)[i]) records[i] = {.hit = hits[i], .parts = *std::move((*versions)[i])};
  }
  return records;
}

// What the record takes in an answer, with what is shown beside it; of no use once
// page.search.cancelled says so.
size_t Show(const PageSearch& page, const ScoringStats& stats, PageRecord& record) {
  if (record.prepared == nullptr) return record.parts.basic.size() + record.parts.details.size();
  if (page.snippets != nullptr) {
    record.snippets = page.snippets->Snippets(*record.prepared, page.search.cancelled);
  }
  const size_t bytes =
      (page.details ? record.prepared->whole() : record.prepared->basic()).size() + record.snippets.size();
  if (!page.explain) return bytes;
  record.explanation = ExplainScore(MakeDocument(record.hit.id, record.prepared->Parse()), page.search.query, stats,
                                    page.search.cancelled);
  return bytes + record.explanation->ByteSizeLong();
}

}  // namespace

absl::StatusOr<size_t> AddRecords(const Backend& backend, const PageSearch& page, const ScoringStats& stats,
                                  std::span<const IndexHit> hits, PageRoom& room, std::vector<PageRecord>& records) {
  size_t used = 0;
  while (used < hits.size()) {
    auto read = ReadHits(backend, page, hits.subspan(used, std::min(kReadAtOnce, hits.size() - used)));
    if (!read.ok()) return read.status();
    for (std::optional<PageRecord>& record : *read) {
      // A version that is gone was replaced long ago: a page may lack it.
      const size_t bytes = record ? Show(page, stats, *record) : 0;
      if (page.search.cancelled && page.search.cancelled()) return absl::CancelledError("the page was cancelled");
      if (record && !room.Take(bytes)) return used;
      if (record) records.push_back(*std::move(record));
      ++used;
    }
  }
  return used;
}

absl::StatusOr<ResultPage> FetchPage(const Backend& backend, Call& call, const google::protobuf::Message& request,
                                     PageSearch page) {
  IndexSearch& search = page.search;
  auto state = ReadState(request, search.query);
  if (!state.ok()) return state.status();
  if (state->has_value()) {
    if (absl::Status status = AwaitResumption(backend, call, **state); !status.ok()) return status;
    search.after = (*state)->after;
    search.max_id = (*state)->max_id;
    search.stats = (*state)->stats;
  }
  const size_t size = search.limit++;  // one more tells whether there is another page
  search.cancelled = CancelledBy(call);

  ResultPage result;
  auto answer = SearchIndex(backend, call, search);
  if (!answer.ok()) return answer.status();
  const std::vector<IndexHit> hits = std::move(answer->hits);
  const auto first = std::span(hits).first(std::min(size, hits.size()));
  PageRoom room(page.max_bytes);
  const auto used = AddRecords(backend, page, answer->stats, first, room, result.records);
  if (!used.ok()) return WhyStopped(call, used.status());
  if (*used > 0 && *used < hits.size()) {
    const PagingState behind = StateBehind(backend.store, hits[*used - 1], search, *answer);
    result.next_page_token = MakePageToken(request, FormatPagingState(behind));
  }
  result.answer = *std::move(answer);
  return result;
}

}  // namespace broadsheet::query
