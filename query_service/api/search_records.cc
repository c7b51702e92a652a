#include "query_service/api/search_records.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/api/page_token.h"
#include "common/api/resource_name.h"
#include "common/api/serialized_field.h"
#include "common/status/error.h"
#include "common/text/fold.h"
#include "query_service/api/class_pages.h"
#include "query_service/api/record_view.h"
#include "query_service/api/result_page.h"
#include "query_service/api/stored_record.h"
#include "query_service/search/document.h"
#include "query_service/search/filter_parser.h"
#include "query_service/search/order.h"
#include "query_service/search/query_parser.h"
#include "query_service/search/score_explanation.h"
#include "query_service/search/snippets.h"

namespace broadsheet::query {
namespace {

using record::v1::Record;

constexpr int32_t kMaxPageSize = 1000;
constexpr int32_t kSearchPageSize = 10;
constexpr int32_t kListPageSize = 50;

// A field's number and its value's length take no more bytes.
constexpr size_t kMaxPrefix = 11;

// A search as its request asks for it.
struct SearchPlan {
  PageSearch page;
  std::vector<FacetPlan> facets;
};

absl::StatusOr<SearchPlan> PlanSearch(const v1::SearchRecordsRequest& request) {
  SearchPlan plan;
  IndexSearch& search = plan.page.search;
  auto query = ParseQuery(request.query());
  if (!query.ok()) return query.status();
  auto filter = ParseFilter(request.filter());
  if (!filter.ok()) return filter.status();
  auto order = SearchOrder(request.order_by(), query->kind != TextQuery::Kind::kAll);
  if (!order.ok()) return order.status();
  auto size = PageSize(request.page_size(), kSearchPageSize, kMaxPageSize);
  if (!size.ok()) return size.status();
  auto facets = PlanFacets(request.facets());
  if (!facets.ok()) return facets.status();
  if (request.max_total() < 0) {
    return FieldError("max_total", absl::StrCat(request.max_total()), "0 (exact) or more");
  }
  search.query = *std::move(query);
  search.filter = *std::move(filter);
  search.order = *order;
  search.limit = static_cast<size_t>(*size);
  search.max_count = static_cast<uint64_t>(request.max_total());
  search.facets = ColumnsOf(*facets);
  search.facet_limit = kMaxFacetValues;
  const auto details = WantsDetails(request.view(), v1::RECORD_VIEW_BASIC);
  if (!details.ok()) return details.status();
  plan.page.details = *details;
  plan.facets = *std::move(facets);
  return plan;
}

// The bytes of a SearchResult; what is serialized already is not parsed.
absl::StatusOr<std::string> SerializedResult(PageRecord& from, bool full, v1::MatchClass match_class) {
  v1::SearchResult rest;
  rest.set_score(from.hit.score);
  rest.set_match_class(match_class);
  if (from.explanation) *rest.mutable_explanation() = *std::move(from.explanation);
  if (from.prepared == nullptr) {
    if (absl::Status status = ParseRecord(from.parts, full, *rest.mutable_record()); !status.ok()) return status;
  }
  std::string result = rest.SerializeAsString();
  if (from.prepared == nullptr) return result;
  const std::string_view record = full ? from.prepared->whole() : from.prepared->basic();
  result.reserve(result.size() + from.snippets.size() + record.size() + kMaxPrefix);
  result += from.snippets;
  AppendBytes(v1::SearchResult::kRecordFieldNumber, record, result);
  return result;
}

absl::Status AddResults(std::vector<PageRecord>& records, bool full, v1::MatchClass match_class,
                        v1::SearchRecordsResponse& response) {
  for (PageRecord& record : records) {
    auto result = SerializedResult(record, full, match_class);
    if (!result.ok()) return result.status();
    AddSerialized(v1::SearchRecordsResponse::kResultsFieldNumber, *std::move(result), response);
  }
  return absl::OkStatus();
}

void AddFacets(const SearchPlan& plan, const std::vector<FacetCounts>& counts, v1::SearchRecordsResponse& response) {
  for (size_t i = 0; i < plan.facets.size(); ++i) *response.add_facets() = MakeFacet(plan.facets[i], counts[i]);
}

absl::Status SearchFolded(const Backend& backend, Call& call, const v1::SearchRecordsRequest& request,
                          const SearchPlan& plan, v1::SearchRecordsResponse& response) {
  auto page = FetchPage(backend, call, request, plan.page);
  if (!page.ok()) return page.status();
  const absl::Status status = AddResults(page->records, plan.page.details, v1::MATCH_CLASS_UNSPECIFIED, response);
  if (!status.ok()) return status;
  AddFacets(plan, page->answer.facets, response);
  response.set_next_page_token(std::move(page->next_page_token));
  response.set_total_size(static_cast<int64_t>(page->answer.total));
  response.set_total_size_exact(page->answer.total_exact);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<MatchClass>> ClassesOf(const v1::SearchRecordsRequest& request) {
  std::vector<MatchClass> classes;
  for (int i = 0; i < request.match_classes_size(); ++i) {
    const auto match_class = request.match_classes(i);
    if (match_class < v1::MATCH_CLASS_EXACT || match_class > v1::MATCH_CLASS_ONE_EDIT) {
      return FieldError(absl::StrCat("match_classes[", i, "]"), absl::StrCat(match_class),
                        "a MatchClass, not UNSPECIFIED");
    }
    classes.push_back(static_cast<MatchClass>(match_class));
  }
  return classes;
}

absl::Status SearchByClass(const Backend& backend, Call& call, const v1::SearchRecordsRequest& request,
                           const SearchPlan& plan, const std::vector<MatchClass>& classes,
                           v1::SearchRecordsResponse& response) {
  auto pages = FetchClassPages(backend, call, request, plan.page, classes);
  if (!pages.ok()) return pages.status();
  uint64_t total = 0;
  bool exact = true;
  for (ClassPage& page : pages->classes) {
    const auto match_class = static_cast<v1::MatchClass>(page.found_by.match_class);
    const absl::Status status = AddResults(page.records, plan.page.details, match_class, response);
    if (!status.ok()) return status;
    v1::MatchClassTotal& class_total = *response.add_class_totals();
    class_total.set_match_class(match_class);
    class_total.set_total_size(static_cast<int64_t>(page.answer.total));
    total += page.answer.total;
    exact = exact && page.answer.total_exact;
  }
  AddFacets(plan, pages->facets, response);
  response.set_next_page_token(std::move(pages->next_page_token));
  response.set_total_size(static_cast<int64_t>(total));
  response.set_total_size_exact(exact);
  return absl::OkStatus();
}

// The records below publications/{p}/issues/{i}, either of them "-".
absl::StatusOr<Filter> ParentFilter(const std::string& parent) {
  auto name = ParseParent("parent", parent, Collection::kIssues);
  if (!name.ok()) return name.status();
  const bool all_publications = name->publication == "-", all_issues = name->issue == "-";
  Filter filter;
  if (all_publications && all_issues) return filter;
  filter.kind = all_publications ? Filter::Kind::kEnds : Filter::Kind::kEquals;
  filter.column = all_issues ? Column::kPublicationId : Column::kIssue;
  filter.text = Fold(all_issues         ? name->publication
                     : all_publications ? absl::StrCat("/issues/", name->issue)
                                        : parent);
  return filter;
}

absl::StatusOr<PageSearch> PlanList(const v1::ListRecordsRequest& request) {
  PageSearch page;
  auto parent = ParentFilter(request.parent());
  if (!parent.ok()) return parent.status();
  auto filter = ParseFilter(request.filter());
  if (!filter.ok()) return filter.status();
  auto order = ListOrder(request.order_by());
  if (!order.ok()) return order.status();
  auto size = PageSize(request.page_size(), kListPageSize, kMaxPageSize);
  if (!size.ok()) return size.status();
  const auto details = WantsDetails(request.view(), v1::RECORD_VIEW_BASIC);
  if (!details.ok()) return details.status();
  page.details = *details;
  page.search.filter.kind = Filter::Kind::kAnd;
  page.search.filter.children = {*std::move(parent), *std::move(filter)};
  page.search.order = *order;
  page.search.limit = static_cast<size_t>(*size);
  return page;
}

}  // namespace

absl::Status SearchRecords(const Backend& backend, Call& call, const v1::SearchRecordsRequest& request,
                           v1::SearchRecordsResponse& response) {
  auto plan = PlanSearch(request);
  if (!plan.ok()) return plan.status();
  auto classes = ClassesOf(request);
  if (!classes.ok()) return classes.status();
  const Highlighter highlighter(plan->page.search.query);
  if (!request.omit_snippets() && !highlighter.empty()) plan->page.snippets = &highlighter;
  plan->page.explain = request.explain() && plan->page.search.order == SortOrder::kRelevance;
  auto freshness = AwaitFreshness(backend, call, request.min_position());
  if (!freshness.ok()) return freshness.status();
  const absl::Status status = classes->empty() ? SearchFolded(backend, call, request, *plan, response)
                                               : SearchByClass(backend, call, request, *plan, *classes, response);
  if (!status.ok()) return status;
  *response.mutable_freshness() = *std::move(freshness);
  return absl::OkStatus();
}

absl::Status ListRecords(const Backend& backend, Call& call, const v1::ListRecordsRequest& request,
                         v1::ListRecordsResponse& response) {
  auto search = PlanList(request);
  if (!search.ok()) return search.status();
  const bool full = search->details;
  auto freshness = AwaitFreshness(backend, call, request.min_position());
  if (!freshness.ok()) return freshness.status();
  auto page = FetchPage(backend, call, request, *std::move(search));
  if (!page.ok()) return page.status();
  for (const PageRecord& record : page->records) {
    if (absl::Status status = ParseRecord(record.parts, full, *response.add_records()); !status.ok()) return status;
  }
  response.set_next_page_token(std::move(page->next_page_token));
  response.set_total_size(static_cast<int64_t>(page->answer.total));
  *response.mutable_freshness() = *std::move(freshness);
  return absl::OkStatus();
}

}  // namespace broadsheet::query
