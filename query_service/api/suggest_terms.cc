#include "query_service/api/suggest_terms.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/error.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "query_service/api/index_calls.h"
#include "query_service/index/text_match.h"

namespace broadsheet::query {
namespace {

constexpr size_t kMaxPrefixBytes = 256;
constexpr int32_t kDefaultSuggestions = 10;
constexpr int32_t kMaxSuggestions = 100;
// Newest records whose headlines are looked at for each headline suggested:
// several records can have the same.
constexpr size_t kHeadlineTries = 3;

struct KindColumn {
  v1::TermKind kind;
  Column column;
};
constexpr KindColumn kKinds[] = {
    {v1::TERM_KIND_PERSON, Column::kPerson},     {v1::TERM_KIND_SPEAKER, Column::kSpeakerName},
    {v1::TERM_KIND_REPORTER, Column::kReporter}, {v1::TERM_KIND_ORGANIZATION, Column::kOrganization},
    {v1::TERM_KIND_PLACE, Column::kPlace},       {v1::TERM_KIND_KEYWORD, Column::kKeyword},
};

v1::TermMatch MatchName(TermMatch match) { return static_cast<v1::TermMatch>(static_cast<int>(match) + 1); }

struct SuggestPlan {
  TermSearch terms;
  bool headlines = false;
};

absl::Status PlanKinds(const v1::SuggestTermsRequest& request, SuggestPlan& plan) {
  const auto wants = [&](v1::TermKind kind) {
    return request.kinds().empty() ||
           std::find(request.kinds().begin(), request.kinds().end(), kind) != request.kinds().end();
  };
  for (int i = 0; i < request.kinds_size(); ++i) {
    if (request.kinds(i) < v1::TERM_KIND_PERSON || request.kinds(i) > v1::TERM_KIND_HEADLINE) {
      return FieldError(absl::StrCat("kinds[", i, "]"), absl::StrCat(request.kinds(i)), "a TermKind, not UNSPECIFIED");
    }
  }
  for (const KindColumn& kind : kKinds) {
    if (wants(kind.kind)) plan.terms.columns.push_back(kind.column);
  }
  plan.headlines = wants(v1::TERM_KIND_HEADLINE);
  return absl::OkStatus();
}

absl::StatusOr<SuggestPlan> PlanSuggest(const v1::SuggestTermsRequest& request) {
  SuggestPlan plan;
  if (request.prefix().size() > kMaxPrefixBytes) {
    return FieldError("prefix", request.prefix(), absl::StrCat("at most ", kMaxPrefixBytes, " bytes"));
  }
  plan.terms.typed = Fold(TrimSpace(request.prefix()));
  if (plan.terms.typed.empty()) return FieldError("prefix", request.prefix(), "something that was typed");
  if (absl::Status status = PlanKinds(request, plan); !status.ok()) return status;
  if (request.max_suggestions() < 0) {
    return FieldError("max_suggestions", absl::StrCat(request.max_suggestions()), "0 or more");
  }
  const int32_t limit = request.max_suggestions();
  plan.terms.limit = static_cast<size_t>(limit == 0 ? kDefaultSuggestions : std::min(limit, kMaxSuggestions));
  return plan;
}

void AddTerms(const TermAnswer& answer, v1::SuggestTermsResponse& response) {
  for (const Term& term : answer.terms) {
    const auto kind = std::find_if(std::begin(kKinds), std::end(kKinds),
                                   [&](const KindColumn& candidate) { return candidate.column == term.column; });
    v1::TermSuggestion& added = *response.add_suggestions();
    added.set_text(term.value);
    added.set_kind(kind->kind);
    added.set_record_count(static_cast<int64_t>(term.count));
    added.set_match(MatchName(term.match));
  }
  response.set_more(answer.more);
}

IndexSearch HeadlineSearch(std::string text, const Call& call) {
  size_t at = 0;
  const bool word = IsWordCharacter(NextCharacter(text, at));
  IndexSearch search;
  search.query.kind = word ? TextQuery::Kind::kPrefix : TextQuery::Kind::kPhrase;
  search.query.fields = MaskOf(TextField::kHeadline);
  search.query.text = std::move(text);
  search.cancelled = CancelledBy(call);
  return search;
}

// Distinct headlines of the newest records that have `typed` in one.
absl::StatusOr<std::vector<std::string>> FindHeadlines(const Backend& backend, Call& call, const std::string& typed,
                                                       size_t limit, bool& more) {
  IndexSearch search = HeadlineSearch(typed, call);
  search.order = SortOrder::kNewest;
  search.limit = limit * kHeadlineTries + 1;
  search.count = false;
  const auto answer = SearchIndex(backend, call, search);
  if (!answer.ok()) return answer.status();
  std::vector<DocId> ids;
  for (const IndexHit& hit : answer->hits) ids.push_back(hit.id);
  const auto versions = backend.store.ReadVersions(ids, false, CancelledBy(call));
  if (!versions.ok()) return WhyStopped(call, versions.status());
  std::vector<std::string> headlines;
  std::set<std::string> known;
  more = more || ids.size() == search.limit;
  for (const auto& version : *versions) {
    record::v1::Record record;
    if (!version || !record.ParseFromString(version->basic)) continue;
    const std::string& headline = record.headline().text();
    // A kicker or a deck has it.
    if (Fold(headline).find(typed) == std::string::npos || !known.insert(headline).second) continue;
    if (headlines.size() == limit) {
      more = true;
      break;
    }
    headlines.push_back(headline);
  }
  return headlines;
}

absl::Status AddHeadlines(const Backend& backend, Call& call, const std::string& typed, size_t limit,
                          v1::SuggestTermsResponse& response) {
  bool more = response.more();
  const auto headlines = FindHeadlines(backend, call, typed, limit, more);
  if (!headlines.ok()) return headlines.status();
  for (const std::string& headline : *headlines) {
    IndexSearch search = HeadlineSearch(Fold(headline), call);
    search.query.kind = TextQuery::Kind::kPhrase;
    search.limit = 0;
    const auto count = SearchIndex(backend, call, search);
    if (!count.ok()) return count.status();
    v1::TermSuggestion& added = *response.add_suggestions();
    added.set_text(headline);
    added.set_kind(v1::TERM_KIND_HEADLINE);
    added.set_record_count(static_cast<int64_t>(count->total));
    added.set_match(v1::TERM_MATCH_TEXT);
  }
  response.set_more(more);
  return absl::OkStatus();
}

}  // namespace

absl::Status SuggestTerms(const Backend& backend, Call& call, const v1::SuggestTermsRequest& request,
                          v1::SuggestTermsResponse& response) {
  auto plan = PlanSuggest(request);
  if (!plan.ok()) return plan.status();
  plan->terms.cancelled = CancelledBy(call);
  auto freshness = AwaitFreshness(backend, call, request.min_position());
  if (!freshness.ok()) return freshness.status();
  if (!plan->terms.columns.empty()) {
    const auto answer = backend.index.SearchTerms(plan->terms);
    if (!answer.ok()) return WhyStopped(call, answer.status());
    AddTerms(*answer, response);
  }
  const size_t left = plan->terms.limit - static_cast<size_t>(response.suggestions_size());
  if (plan->headlines && left > 0) {
    const absl::Status status = AddHeadlines(backend, call, plan->terms.typed, left, response);
    if (!status.ok()) return status;
  }
  *response.mutable_freshness() = *std::move(freshness);
  return absl::OkStatus();
}

}  // namespace broadsheet::query
