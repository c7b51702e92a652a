#include "query_service/api/class_pages.h"

#include <algorithm>
#include <optional>
#include <set>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/api/page_token.h"
#include "query_service/api/index_calls.h"
#include "query_service/api/resumption.h"
#include "query_service/index/scoring.h"

namespace broadsheet::query {
namespace {

// Where the page before ended: in which class, and which of the phrases asked
// for there were when the first page was made, so that its queries stay as they
// were.
struct ClassState {
  size_t index = 0;
  std::set<std::string> phrases;
  std::string paging;  // FormatPagingState
};

// The class, how many phrases, the phrases, the rest; phrases have no spaces.
std::string Format(const ClassState& state) {
  std::string text = absl::StrCat(state.index, " ", state.phrases.size());
  for (const std::string& phrase : state.phrases) absl::StrAppend(&text, " ", phrase);
  return absl::StrCat(text, " ", state.paging);
}

absl::StatusOr<std::optional<ClassState>> ReadState(const google::protobuf::Message& request) {
  const auto payload = ReadPageToken(request);
  if (!payload.ok()) return payload.status();
  if (payload->empty()) return std::optional<ClassState>();
  const std::vector<std::string> fields = absl::StrSplit(*payload, ' ');
  ClassState state;
  size_t phrases = 0;
  if (fields.size() < 3 || !absl::SimpleAtoi(fields[0], &state.index) || !absl::SimpleAtoi(fields[1], &phrases) ||
      phrases >= fields.size() - 2) {
    return BadPageToken();
  }
  const auto rest = fields.begin() + 2 + static_cast<ptrdiff_t>(phrases);
  state.phrases = {fields.begin() + 2, rest};
  for (auto field = rest; field != fields.end(); ++field) {
    absl::StrAppend(&state.paging, field == rest ? "" : " ", *field);
  }
  return std::optional<ClassState>(std::move(state));
}

// Fetches page after page of one class after the other until there is enough.
class Fetcher {
 public:
  Fetcher(const Backend& backend, Call& call, const PageSearch& page)
      : backend_(backend), call_(call), page_(page), left_(page.search.limit), room_(page.max_bytes) {
    page_.search.facets.clear();
    page_.search.cancelled = CancelledBy(call);
  }

  absl::StatusOr<IndexAnswer> Search(const IndexSearch& search) const { return SearchIndex(backend_, call_, search); }

  // Of the phrases that records have, those of `known`, or those there are.
  absl::StatusOr<std::vector<ClassQuery>> Queries(const std::vector<MatchClass>& allowed,
                                                  const std::optional<ClassState>& known) {
    return ClassQueries(page_.search.query, allowed, [&](const std::string& phrase) -> absl::StatusOr<bool> {
      bool there = known && known->phrases.count(phrase) > 0;
      if (!known) {
        IndexSearch search;
        search.query.kind = TextQuery::Kind::kPhrase;
        search.query.fields = MaskOf(TextField::kSpelling);
        search.query.text = phrase;
        search.limit = 0;
        search.max_count = 1;
        search.stats = ScoringStats();  // nothing is scored
        search.cancelled = page_.search.cancelled;
        const auto answer = Search(search);
        if (!answer.ok()) return answer.status();
        there = answer->total > 0;
      }
      if (there) state_.phrases.insert(phrase);
      return there;
    });
  }

  // Goes on behind the page before. BAD_PAGE_TOKEN: its state is not one of this
  // query; AwaitResumption's errors.
  absl::Status Resume(const ClassState& state, const std::vector<ClassQuery>& queries) {
    if (state.index >= queries.size()) return BadPageToken();
    const auto paging = ParsePagingState(state.paging, PhrasesOf(queries[state.index].query).size());
    if (!paging.ok()) return paging.status();
    if (absl::Status status = AwaitResumption(backend_, call_, *paging); !status.ok()) return status;
    state_.index = state.index;
    after_ = *paging;
    page_.search.max_id = paging->max_id;
    return absl::OkStatus();
  }

  absl::Status Fetch(size_t index, ClassPage& result) {
    PageSearch page = page_;
    IndexSearch& search = page.search;
    search.query = result.found_by.query;
    const Highlighter highlighter(search.query);
    if (page.snippets != nullptr) page.snippets = &highlighter;
    const bool reached = next_.empty() && index >= state_.index;
    search.limit = reached ? left_ + 1 : 0;
    if (after_ && index == state_.index) {
      search.after = after_->after;
      search.stats = after_->stats;
    }
    auto answer = Search(search);
    if (!answer.ok()) return answer.status();
    // All classes, and the pages that follow, see what the first one saw.
    if (page_.search.max_id == 0) page_.search.max_id = answer->applied;
    const std::vector<IndexHit> hits = std::move(answer->hits);
    const auto first = std::span(hits).first(std::min(left_, hits.size()));
    const auto used = AddRecords(backend_, page, answer->stats, first, room_, result.records);
    if (!used.ok()) return WhyStopped(call_, used.status());
    left_ -= *used;
    if (*used < hits.size()) {
      state_.index = index;
      // With nothing used this page ends where the class before it did.
      if (*used > 0) last_ = StateBehind(backend_.store, hits[*used - 1], search, *answer);
      if (*used == 0) {
        last_ = {backend_.store.Numbering(), BeforeAll(search.order), page_.search.max_id, answer->stats};
      }
      state_.paging = FormatPagingState(last_);
      next_ = Format(state_);
    }
    result.answer = *std::move(answer);
    return absl::OkStatus();
  }

  const std::string& next() const { return next_; }
  // Once a class was fetched: what is greater, none of them saw.
  DocId max_id() const { return page_.search.max_id; }

 private:
  // What every hit comes after.
  static SearchAfter BeforeAll(SortOrder order) {
    SearchAfter before;
    before.score = 1e300;
    before.date = order == SortOrder::kOldest ? INT64_MIN : INT64_MAX;
    return before;
  }

  const Backend& backend_;
  Call& call_;
  PageSearch page_;
  size_t left_;
  PageRoom room_;  // of all classes
  ClassState state_;
  std::optional<PagingState> after_;
  PagingState last_;
  std::string next_;  // not empty: the page is full
};

}  // namespace

absl::StatusOr<ClassPages> FetchClassPages(const Backend& backend, Call& call, const google::protobuf::Message& request,
                                           const PageSearch& page, const std::vector<MatchClass>& allowed) {
  auto state = ReadState(request);
  if (!state.ok()) return state.status();
  Fetcher fetcher(backend, call, page);
  auto queries = fetcher.Queries(allowed, *state);
  if (!queries.ok()) return queries.status();
  if (state->has_value()) {
    if (absl::Status status = fetcher.Resume(**state, *queries); !status.ok()) return status;
  }
  ClassPages pages;
  for (size_t i = 0; i < queries->size(); ++i) {
    ClassPage& result = pages.classes.emplace_back();
    result.found_by = (*queries)[i];
    if (absl::Status status = fetcher.Fetch(i, result); !status.ok()) return status;
  }
  if (!page.search.facets.empty()) {
    IndexSearch search = page.search;
    search.query.kind = TextQuery::Kind::kOr;
    search.query.children.clear();
    for (const ClassQuery& found_by : *queries) search.query.children.push_back(found_by.query);
    search.limit = 0;
    search.max_id = fetcher.max_id();
    search.cancelled = CancelledBy(call);
    auto answer = fetcher.Search(search);
    if (!answer.ok()) return answer.status();
    pages.facets = std::move(answer->facets);
  }
  if (!fetcher.next().empty()) pages.next_page_token = MakePageToken(request, fetcher.next());
  return pages;
}

}  // namespace broadsheet::query
