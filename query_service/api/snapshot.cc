#include "query_service/api/snapshot.h"

#include <algorithm>
#include <span>
#include <utility>

#include "common/status/error.h"
#include "query_service/api/index_calls.h"
#include "query_service/api/record_match.h"
#include "query_service/api/resumption.h"
#include "query_service/api/stored_record.h"

namespace broadsheet::query {
namespace {

constexpr size_t kRemovalsAtOnce = 1000;

absl::Status Trimmed() {
  return Error(absl::StatusCode::kOutOfRange, "POSITION_TRIMMED",
               "what was replaced or deleted since the export began is no longer known; begin it again");
}

}  // namespace

absl::StatusOr<Snapshot> Snapshot::Take(const Backend& backend, Call& call, PageSearch page) {
  Snapshot snapshot(backend, call, std::move(page));
  IndexSearch search = snapshot.page_.search;
  search.order = SortOrder::kNewest;
  ++search.limit;
  search.count = true;
  search.cancelled = CancelledBy(call);
  do {  // again if what was removed since has been freed already
    auto answer = SearchIndex(backend, call, search);
    if (!answer.ok()) return answer.status();
    snapshot.lease_ = backend.store.KeepVersions(answer->applied);
    snapshot.present_ = std::move(answer->hits);
    snapshot.total_ = answer->total;
    snapshot.behind_ = {backend.store.Numbering(), {}, answer->applied, std::move(answer->stats)};
  } while (snapshot.lease_ == nullptr);
  snapshot.read_ = {snapshot.behind_.max_id};
  return snapshot;
}

absl::StatusOr<Snapshot> Snapshot::Resume(const Backend& backend, Call& call, PageSearch page, PagingState behind,
                                          uint64_t total) {
  if (absl::Status status = AwaitResumption(backend, call, behind); !status.ok()) return status;
  Snapshot snapshot(backend, call, std::move(page));
  snapshot.lease_ = backend.store.KeepVersions(behind.max_id);
  if (snapshot.lease_ == nullptr) return Trimmed();
  snapshot.behind_ = std::move(behind);
  snapshot.begun_ = true;
  snapshot.read_ = {snapshot.behind_.max_id};
  snapshot.total_ = total;
  return snapshot;
}

absl::StatusOr<std::vector<IndexHit>> Snapshot::ReadPresent() {
  if (!begun_) return std::exchange(present_, {});
  IndexSearch search = page_.search;
  search.order = SortOrder::kNewest;
  ++search.limit;
  search.count = false;
  search.max_id = behind_.max_id;
  search.stats = behind_.stats;
  search.after = behind_.after;
  search.cancelled = CancelledBy(*call_);
  auto answer = SearchIndex(*backend_, *call_, search);
  if (!answer.ok()) return answer.status();
  return std::move(answer->hits);
}

absl::Status Snapshot::ReadRemoved() {
  while (read_ != HistoryPlace{backend_->store.Sequence()}) {
    const ChangeLimits limits{.written = 0, .removed = kRemovalsAtOnce};
    auto changes = backend_->store.ReadChanges(read_, limits, CancelledBy(*call_));
    if (!changes.ok()) return WhyStopped(*call_, changes.status());
    for (const DocId doc : changes->removed) {
      if (absl::Status status = call_->CheckCaller(); !status.ok()) return status;
      // What came after the moment does not count.
      if (doc > behind_.max_id) continue;
      if (absl::Status status = AddIfMatching(doc); !status.ok()) return status;
    }
    read_ = changes->last;
  }
  return absl::OkStatus();
}

absl::Status Snapshot::AddIfMatching(DocId removed) {
  const auto versions = backend_->store.ReadVersions({&removed, 1}, /*details=*/true, CancelledBy(*call_));
  if (!versions.ok()) return WhyStopped(*call_, versions.status());
  if (!versions->front()) return CheckKept();
  record::v1::Record record;
  if (absl::Status status = ParseRecord(*versions->front(), /*details=*/true, record); !status.ok()) return status;
  const IndexDocument document = IndexedDocument(removed, record);
  const Place place(document.numbers[static_cast<int>(Column::kDate)], removed);
  const bool was_given = begun_ && place >= Place(behind_.after.date, behind_.after.id);
  if (!was_given && DocumentMatches(page_.search, document)) gone_.insert(place);
  return absl::OkStatus();
}

absl::Status Snapshot::CheckKept() const {
  return backend_->store.Freed() > behind_.max_id ? Trimmed() : absl::OkStatus();
}

// The next page and one more, of both.
std::vector<IndexHit> Snapshot::Merge(const std::vector<IndexHit>& present) const {
  const size_t size = page_.search.limit + 1;
  std::set<Place, std::greater<>> places;
  for (const IndexHit& hit : present) places.emplace(hit.date, hit.id);
  for (auto place = gone_.begin(); place != gone_.end() && places.size() < present.size() + size; ++place) {
    places.insert(*place);
  }
  std::vector<IndexHit> hits;
  for (const auto& [date, id] : places) {
    if (hits.size() < size) hits.push_back({.id = id, .date = date});
  }
  return hits;
}

absl::StatusOr<std::vector<PageRecord>> Snapshot::Next() {
  auto present = ReadPresent();
  if (!present.ok()) return present.status();
  // After the index, so that what it does not have any more is among them.
  if (absl::Status status = ReadRemoved(); !status.ok()) return status;
  const std::vector<IndexHit> hits = Merge(*present);
  std::vector<PageRecord> records;
  PageRoom room(page_.max_bytes);
  const auto first = std::span(hits).first(std::min(hits.size(), page_.search.limit));
  PageSearch page = page_;
  page.search.cancelled = CancelledBy(*call_);
  const auto used = AddRecords(*backend_, page, behind_.stats, first, room, records);
  if (!used.ok()) return WhyStopped(*call_, used.status());
  if (records.size() != *used) {
    if (absl::Status status = CheckKept(); !status.ok()) return status;
  }
  at_end_ = *used == hits.size();
  if (*used == 0) return records;
  const IndexHit& last = hits[*used - 1];
  behind_.after = {.date = last.date, .id = last.id};
  begun_ = true;
  gone_.erase(gone_.begin(), gone_.upper_bound({last.date, last.id}));
  return records;
}

}  // namespace broadsheet::query
