#include "query_service/api/read_records.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/api/page_token.h"
#include "common/api/resource_name.h"
#include "common/api/timestamp.h"
#include "common/status/error.h"
#include "common/text/fold.h"
#include "query_service/api/record_view.h"
#include "query_service/api/result_page.h"
#include "query_service/api/stored_record.h"

namespace broadsheet::query {
namespace {

constexpr int kMaxBatch = 1000;
// Records read before their bytes are counted: names may repeat, and each may be large.
constexpr size_t kSlice = 8;
constexpr int32_t kIssuePageSize = 50;
constexpr int32_t kMaxPageSize = 1000;
constexpr size_t kIssuesAtOnce = 64;
constexpr int32_t kMaxOutlineSize = 10'000;
// Between date and name in a page token; neither has it.
constexpr char kSeparator = ' ';

absl::Status AnswerTooLarge(int fitting) {
  return Error(absl::StatusCode::kResourceExhausted, "ANSWER_TOO_LARGE",
               absl::StrCat("names: the records have more than ", kMaxPageBytes, " bytes, want at most the first ",
                            fitting, " names"),
               {{"fitting", absl::StrCat(fitting)}});
}

absl::StatusOr<std::optional<IssueKey>> ReadIssueKey(const v1::ListIssuesRequest& request) {
  const auto payload = ReadPageToken(request);
  if (!payload.ok()) return payload.status();
  if (payload->empty()) return std::optional<IssueKey>();
  const size_t separator = payload->find(kSeparator);
  if (separator == std::string::npos) return BadPageToken();
  return std::optional<IssueKey>({payload->substr(0, separator), payload->substr(separator + 1)});
}

// Adds issues behind `after` until the page is full; whether there are more.
absl::StatusOr<bool> AddIssues(const Backend& backend, Call& call, const std::string& publication,
                               std::optional<IssueKey> after, size_t limit, v1::ListIssuesResponse& response) {
  PageRoom room(kMaxPageBytes);
  for (;;) {
    auto issues = backend.store.ListIssues(publication, after, kIssuesAtOnce, CancelledBy(call));
    if (!issues.ok()) return WhyStopped(call, issues.status());
    for (record::v1::Issue& issue : *issues) {
      const bool full = static_cast<size_t>(response.issues_size()) == limit || !room.Take(issue.ByteSizeLong());
      if (full) return true;
      after = {issue.date(), issue.name()};
      *response.add_issues() = std::move(issue);
    }
    if (issues->size() < kIssuesAtOnce) return false;
  }
}

absl::StatusOr<PageSearch> PlanOutline(const v1::GetIssueOutlineRequest& request) {
  if (auto name = ParseName("name", request.name(), Collection::kIssues); !name.ok()) return name.status();
  auto size = PageSize(request.page_size(), kMaxOutlineSize, kMaxOutlineSize);
  if (!size.ok()) return size.status();
  PageSearch page;
  page.search.filter.kind = Filter::Kind::kEquals;
  page.search.filter.column = Column::kIssue;
  page.search.filter.text = Fold(request.name());
  page.search.order = SortOrder::kPrinted;
  page.search.limit = static_cast<size_t>(*size);
  page.search.count = false;
  return page;
}

// Puts a record on its page; one that the issue does not list is made for it.
void AddToOutline(record::v1::Record record, v1::GetIssueOutlineResponse& response) {
  auto& pages = *response.mutable_pages();
  auto page = std::find_if(pages.begin(), pages.end(),
                           [&](const v1::OutlinePage& candidate) { return candidate.page().index() == record.page(); });
  if (page == pages.end()) {
    response.add_pages()->mutable_page()->set_index(record.page());
    page = pages.end() - 1;
  }
  *page->add_records() = std::move(record);
}

}  // namespace

absl::Status GetRecord(const Backend& backend, Call& call, const v1::GetRecordRequest& request,
                       v1::GetRecordResponse& response) {
  if (auto name = ParseName("name", request.name(), Collection::kRecords); !name.ok()) return name.status();
  const auto details = WantsDetails(request.view(), v1::RECORD_VIEW_FULL);
  if (!details.ok()) return details.status();
  auto freshness = AwaitFreshness(backend, call, request.min_position());
  if (!freshness.ok()) return freshness.status();
  auto records = backend.store.ReadRecords({&request.name(), 1}, *details, CancelledBy(call));
  if (!records.ok()) return WhyStopped(call, records.status());
  *response.mutable_record() = std::move(records->front());
  *response.mutable_freshness() = *std::move(freshness);
  return absl::OkStatus();
}

absl::Status BatchGetRecords(const Backend& backend, Call& call, const v1::BatchGetRecordsRequest& request,
                             v1::BatchGetRecordsResponse& response) {
  if (request.names_size() < 1 || request.names_size() > kMaxBatch) {
    return FieldError("names", absl::StrCat(request.names_size(), " names"), absl::StrCat("1 to ", kMaxBatch));
  }
  for (int i = 0; i < request.names_size(); ++i) {
    auto name = ParseName(absl::StrCat("names[", i, "]"), request.names(i), Collection::kRecords);
    if (!name.ok()) return name.status();
  }
  const auto details = WantsDetails(request.view(), v1::RECORD_VIEW_FULL);
  if (!details.ok()) return details.status();
  auto freshness = AwaitFreshness(backend, call, request.min_position());
  if (!freshness.ok()) return freshness.status();
  const std::vector<std::string> names(request.names().begin(), request.names().end());
  size_t bytes = 0;
  for (size_t from = 0; from < names.size(); from += kSlice) {
    const auto slice = std::span(names).subspan(from, std::min(kSlice, names.size() - from));
    auto records = backend.store.ReadRecords(slice, *details, CancelledBy(call));
    if (!records.ok()) return WhyStopped(call, records.status());
    for (record::v1::Record& record : *records) {
      bytes += record.ByteSizeLong();
      if (bytes > kMaxPageBytes && response.records_size() > 0) return AnswerTooLarge(response.records_size());
      *response.add_records() = std::move(record);
    }
  }
  *response.mutable_freshness() = *std::move(freshness);
  return absl::OkStatus();
}

absl::Status ListIssues(const Backend& backend, Call& call, const v1::ListIssuesRequest& request,
                        v1::ListIssuesResponse& response) {
  auto parent = ParseParent("parent", request.parent(), Collection::kPublications);
  if (!parent.ok()) return parent.status();
  auto size = PageSize(request.page_size(), kIssuePageSize, kMaxPageSize);
  if (!size.ok()) return size.status();
  auto after = ReadIssueKey(request);
  if (!after.ok()) return after.status();
  auto freshness = AwaitFreshness(backend, call, request.min_position());
  if (!freshness.ok()) return freshness.status();
  const std::string publication = parent->publication == "-" ? "" : request.parent();
  const auto more = AddIssues(backend, call, publication, *after, static_cast<size_t>(*size), response);
  if (!more.ok()) return more.status();
  if (*more) {
    const record::v1::Issue& last = *response.issues().rbegin();
    response.set_next_page_token(MakePageToken(request, absl::StrCat(last.date(), " ", last.name())));
  }
  *response.mutable_freshness() = *std::move(freshness);
  return absl::OkStatus();
}

absl::Status GetIssueOutline(const Backend& backend, Call& call, const v1::GetIssueOutlineRequest& request,
                             v1::GetIssueOutlineResponse& response) {
  auto plan = PlanOutline(request);
  if (!plan.ok()) return plan.status();
  auto freshness = AwaitFreshness(backend, call, request.min_position());
  if (!freshness.ok()) return freshness.status();
  auto issue = backend.store.ReadIssue(request.name(), CancelledBy(call));
  if (!issue.ok()) return WhyStopped(call, issue.status());
  for (const record::v1::Page& page : issue->pages()) *response.add_pages()->mutable_page() = page;
  *response.mutable_issue() = *std::move(issue);
  plan->max_bytes -= std::min(plan->max_bytes, response.ByteSizeLong());
  auto page = FetchPage(backend, call, request, *std::move(plan));
  if (!page.ok()) return page.status();
  for (const PageRecord& found : page->records) {
    record::v1::Record record;
    if (absl::Status status = ParseRecord(found.parts, /*details=*/false, record); !status.ok()) return status;
    AddToOutline(std::move(record), response);
  }
  response.set_next_page_token(std::move(page->next_page_token));
  *response.mutable_freshness() = *std::move(freshness);
  return absl::OkStatus();
}

absl::Status GetIndexStatus(const Backend& backend, v1::GetIndexStatusResponse& response) {
  auto issues = backend.store.CountIssues();
  if (!issues.ok()) return issues.status();
  const IndexInfo info = backend.index.Info();
  response.set_record_count(static_cast<int64_t>(info.documents));
  response.set_issue_count(*issues);
  response.set_index_kind(info.kind);
  response.set_index_bytes(static_cast<int64_t>(info.bytes));
  response.set_segment_count(static_cast<int32_t>(info.segments));
  response.set_index_problem(info.problem);
  absl::Time applied = absl::InfinitePast();
  for (const LogProgress& log : backend.board.Snapshot()) applied = std::max(applied, log.apply_time);
  if (applied != absl::InfinitePast()) *response.mutable_apply_time() = ToTimestamp(applied);
  *response.mutable_freshness() = FreshnessOf(backend.board);
  return absl::OkStatus();
}

}  // namespace broadsheet::query
