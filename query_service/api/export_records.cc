#include "query_service/api/export_records.h"

#include <utility>

#include "query_service/api/stored_record.h"
#include "query_service/search/filter_parser.h"
#include "query_service/search/query_parser.h"

namespace broadsheet::query {
namespace {

constexpr size_t kPageRecords = 100;
constexpr size_t kMessageBytes = size_t{512} << 10;

absl::Status FillMessage(ResultPage page, bool details, v1::ExportRecordsResponse& message) {
  for (const PageRecord& record : page.records) {
    if (absl::Status status = ParseRecord(record.parts, details, *message.add_records()); !status.ok()) return status;
  }
  message.set_next_page_token(std::move(page.next_page_token));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<PageSearch> PlanExport(const v1::ExportRecordsRequest& request) {
  auto query = ParseQuery(request.query());
  if (!query.ok()) return query.status();
  auto filter = ParseFilter(request.filter());
  if (!filter.ok()) return filter.status();
  PageSearch page;
  page.search.query = *std::move(query);
  page.search.filter = *std::move(filter);
  page.search.order = SortOrder::kNewest;
  page.search.limit = kPageRecords;
  page.max_bytes = kMessageBytes;
  page.details = request.view() != v1::RECORD_VIEW_BASIC;
  return page;
}

absl::Status ExportRecords(const Backend& backend, Call& call, v1::ExportRecordsRequest request,
                           const std::function<bool(const v1::ExportRecordsResponse&)>& write) {
  auto plan = PlanExport(request);
  if (!plan.ok()) return plan.status();
  auto freshness = AwaitFreshness(backend, call, request.min_position());
  if (!freshness.ok()) return freshness.status();
  int64_t total = -1;
  do {
    if (absl::Status status = call.CheckAlive(); !status.ok()) return status;
    PageSearch search = *plan;
    search.search.count = total < 0;  // it is the same for all pages
    auto page = FetchPage(backend, call, request, std::move(search));
    if (!page.ok()) return page.status();
    if (total < 0) total = static_cast<int64_t>(page->answer.total);
    v1::ExportRecordsResponse message;
    if (absl::Status status = FillMessage(*std::move(page), plan->details, message); !status.ok()) return status;
    message.set_total_size(total);
    *message.mutable_freshness() = *freshness;
    request.set_page_token(message.next_page_token());
    if (absl::Status status = call.Write([&] { return write(message); }); !status.ok()) return status;
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

}  // namespace broadsheet::query
