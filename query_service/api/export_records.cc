#include "query_service/api/export_records.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/api/page_token.h"
#include "query_service/api/paging_state.h"
#include "query_service/api/record_view.h"
#include "query_service/api/snapshot.h"
#include "query_service/api/stored_record.h"
#include "query_service/index/scoring.h"
#include "query_service/search/filter_parser.h"
#include "query_service/search/query_parser.h"

namespace broadsheet::query {
namespace {

constexpr size_t kPageRecords = 100;
constexpr size_t kMessageBytes = size_t{512} << 10;

constexpr char kSeparator = ' ';
constexpr size_t kParts = 3;

// What the messages of an export have in common, over all its calls.
struct ExportState {
  uint64_t total = 0;
  v1::Freshness freshness;
};

std::string FormatToken(const v1::ExportRecordsRequest& request, const ExportState& state, const PagingState& behind) {
  return MakePageToken(
      request, absl::StrCat(state.total, " ", absl::WebSafeBase64Escape(state.freshness.SerializeAsString()), " ",
                            FormatPagingState(behind)));
}

// Goes on with the export of a token's payload.
absl::StatusOr<Snapshot> Resume(const Backend& backend, Call& call, const PageSearch& plan, const std::string& payload,
                                ExportState& state) {
  const std::vector<std::string> parts = absl::StrSplit(payload, absl::MaxSplits(kSeparator, kParts - 1));
  std::string freshness;
  if (parts.size() != kParts || !absl::SimpleAtoi(parts[0], &state.total) ||
      !absl::WebSafeBase64Unescape(parts[1], &freshness) || !state.freshness.ParseFromString(freshness)) {
    return BadPageToken();
  }
  auto behind = ParsePagingState(parts[2], PhrasesOf(plan.search.query).size());
  if (!behind.ok()) return behind.status();
  return Snapshot::Resume(backend, call, plan, *std::move(behind), state.total);
}

absl::StatusOr<Snapshot> Begin(const Backend& backend, Call& call, const PageSearch& plan, ExportState& state) {
  state.freshness = FreshnessOf(backend.board);
  auto snapshot = Snapshot::Take(backend, call, plan);
  if (snapshot.ok()) state.total = snapshot->total();
  return snapshot;
}

}  // namespace

absl::StatusOr<PageSearch> PlanExport(const v1::ExportRecordsRequest& request) {
  auto query = ParseQuery(request.query());
  if (!query.ok()) return query.status();
  auto filter = ParseFilter(request.filter());
  if (!filter.ok()) return filter.status();
  const auto details = WantsDetails(request.view(), v1::RECORD_VIEW_FULL);
  if (!details.ok()) return details.status();
  PageSearch page;
  page.search.query = *std::move(query);
  page.search.filter = *std::move(filter);
  page.search.order = SortOrder::kNewest;
  page.search.limit = kPageRecords;
  page.max_bytes = kMessageBytes;
  page.details = *details;
  return page;
}

absl::Status ExportRecords(const Backend& backend, Call& call, const v1::ExportRecordsRequest& request,
                           const std::function<bool(const v1::ExportRecordsResponse&)>& write) {
  auto plan = PlanExport(request);
  if (!plan.ok()) return plan.status();
  const auto payload = ReadPageToken(request);
  if (!payload.ok()) return payload.status();
  if (const auto fresh = AwaitFreshness(backend, call, request.min_position()); !fresh.ok()) return fresh.status();
  ExportState state;
  auto snapshot = payload->empty() ? Begin(backend, call, *plan, state) : Resume(backend, call, *plan, *payload, state);
  if (!snapshot.ok()) return snapshot.status();
  while (!snapshot->at_end()) {
    if (absl::Status status = call.CheckAlive(); !status.ok()) return status;
    const auto records = snapshot->Next();
    if (!records.ok()) return records.status();
    v1::ExportRecordsResponse message;
    for (const PageRecord& record : *records) {
      const absl::Status status = ParseRecord(record.parts, plan->details, *message.add_records());
      if (!status.ok()) return status;
    }
    if (!snapshot->at_end()) message.set_next_page_token(FormatToken(request, state, snapshot->behind()));
    message.set_total_size(static_cast<int64_t>(state.total));
    *message.mutable_freshness() = state.freshness;
    if (absl::Status status = call.Write([&] { return write(message); }); !status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace broadsheet::query
