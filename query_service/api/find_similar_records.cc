#include "query_service/api/find_similar_records.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/api/resource_name.h"
#include "common/status/error.h"
#include "query_service/api/index_calls.h"
#include "query_service/api/record_view.h"
#include "query_service/api/result_page.h"
#include "query_service/api/stored_record.h"
#include "query_service/search/document.h"
#include "query_service/search/filter_parser.h"
#include "query_service/search/score_explanation.h"
#include "query_service/search/telling_terms.h"

namespace broadsheet::query {
namespace {

constexpr int32_t kDefaultResults = 10;
constexpr int32_t kMaxResults = 100;
constexpr int kMaxSharedTerms = 8;

// The terms of a record that tell most about it, in this collection.
absl::StatusOr<std::vector<std::string>> TermsOf(const Backend& backend, Call& call, const record::v1::Record& record) {
  const IndexDocument document = MakeDocument(1, record);
  const std::vector<std::string> candidates = CandidateTerms(document);
  if (candidates.empty()) return candidates;
  IndexSearch search;
  search.query = AnyOf(candidates);
  search.limit = 0;
  search.count = false;  // only the statistics are wanted
  search.cancelled = CancelledBy(call);
  const auto answer = SearchIndex(backend, call, search);
  if (!answer.ok()) return answer.status();
  return TellingTerms(document, candidates, answer->stats);
}

void FillResult(record::v1::Record record, const TextQuery& query, const ScoringStats& stats, bool full,
                v1::SimilarRecord& result) {
  v1::ScoreExplanation explanation = ExplainScore(MakeDocument(1, record), query, stats, {});
  auto& terms = *explanation.mutable_terms();
  std::stable_sort(terms.begin(), terms.end(),
                   [](const v1::TermScore& a, const v1::TermScore& b) { return a.score() > b.score(); });
  for (int i = 0; i < std::min(terms.size(), kMaxSharedTerms); ++i) {
    v1::SharedTerm& shared = *result.add_shared_terms();
    shared.set_text(terms[i].text());
    shared.set_score(terms[i].score());
  }
  result.set_score(explanation.score());
  if (!full) ClearDetails(record);
  *result.mutable_record() = std::move(record);
}

}  // namespace

absl::Status FindSimilarRecords(const Backend& backend, Call& call, const v1::FindSimilarRecordsRequest& request,
                                v1::FindSimilarRecordsResponse& response) {
  if (auto name = ParseName("name", request.name(), Collection::kRecords); !name.ok()) return name.status();
  auto filter = ParseFilter(request.filter());
  if (!filter.ok()) return filter.status();
  const auto full = WantsDetails(request.view(), v1::RECORD_VIEW_BASIC);
  if (!full.ok()) return full.status();
  if (request.max_results() < 0) return FieldError("max_results", absl::StrCat(request.max_results()), "0 or more");
  const int32_t limit = request.max_results() == 0 ? kDefaultResults : std::min(request.max_results(), kMaxResults);
  auto freshness = AwaitFreshness(backend, call, request.min_position());
  if (!freshness.ok()) return freshness.status();
  const auto records = backend.store.ReadRecords({&request.name(), 1}, true, CancelledBy(call));
  if (!records.ok()) return WhyStopped(call, records.status());
  const auto terms = TermsOf(backend, call, records->front());
  if (!terms.ok()) return terms.status();

  IndexSearch search;
  search.query = AnyOf(*terms);
  search.filter = *std::move(filter);
  search.limit = static_cast<size_t>(limit) + 1;  // the record itself is the first of them
  search.count = false;
  search.cancelled = CancelledBy(call);
  const auto answer = SearchIndex(backend, call, search);
  if (!answer.ok()) return answer.status();
  std::vector<DocId> ids;
  for (const IndexHit& hit : answer->hits) ids.push_back(hit.id);
  const auto versions = backend.store.ReadVersions(ids, true, CancelledBy(call));
  if (!versions.ok()) return WhyStopped(call, versions.status());
  PageRoom room(kMaxPageBytes);
  for (const auto& version : *versions) {
    if (!version || response.results_size() == limit) continue;
    if (call.cancelled()) return call.CheckAlive();
    record::v1::Record record;
    if (absl::Status status = ParseRecord(*version, /*details=*/true, record); !status.ok()) return status;
    if (record.name() == request.name()) continue;
    if (!room.Take(version->basic.size() + (*full ? version->details.size() : 0))) break;
    FillResult(std::move(record), search.query, answer->stats, *full, *response.add_results());
  }
  for (const std::string& term : *terms) response.add_terms(term);
  *response.mutable_freshness() = *std::move(freshness);
  return absl::OkStatus();
}

}  // namespace broadsheet::query
