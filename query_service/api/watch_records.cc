#include "query_service/api/watch_records.h"

#include <chrono>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "query_service/api/export_records.h"
#include "query_service/api/record_match.h"
#include "query_service/api/stored_record.h"
#include "query_service/api/watch_position.h"

namespace broadsheet::query {
namespace {

using Clock = std::chrono::steady_clock;
using record::v1::Record;
using Write = std::function<bool(const v1::WatchRecordsResponse&)>;

// Records that are looked at for one message.
constexpr size_t kChangedRecords = 200;
// Removed versions that are, and the room that is left for their names.
constexpr size_t kRemovedVersions = 200;
constexpr size_t kDeletionBytes = 64 << 10;
// How long a caller may be gone before an idle watch notices.
constexpr std::chrono::milliseconds kCancelPoll{200};

std::string NameOf(const IndexDocument& document) {
  const auto& names = document.strings[static_cast<int>(Column::kName) - kNumberColumnCount];
  return names.empty() ? "" : names.front();
}

class Watch {
 public:
  // `search` says what matches.
  Watch(const Backend& backend, Call& call, WatchedDocuments& documents, v1::ExportRecordsRequest watched,
        PageSearch search, const Write& write)
      : backend_(backend),
        call_(call),
        documents_(documents),
        watched_(std::move(watched)),
        search_(std::move(search)),
        write_(write) {}

  absl::Status Run(bool resume) {
    // The index is never ahead of the store.
    position_.sent = {backend_.index.Applied()};
    if (resume) {
      auto position = ResumeWatch(backend_, call_, watched_);
      if (!position.ok()) return position.status();
      position_ = *std::move(position);
    }
    if (!resume || !position_.page_token.empty()) {
      if (absl::Status status = SendPresent(); !status.ok()) return status;
    }
    return SendChanges();
  }

 private:
  // The records that match at position_.sent, or the rest of them.
  absl::Status SendPresent() {
    do {
      if (absl::Status status = call_.CheckAlive(); !status.ok()) return status;
      PageSearch search = search_;
      search.search.max_id = position_.sent.sequence;
      watched_.set_page_token(position_.page_token);
      auto page = FetchPage(backend_, call_, watched_, std::move(search));
      if (!page.ok()) return page.status();
      v1::WatchRecordsResponse message;
      for (const PageRecord& found : page->records) {
        Record& record = *message.add_changes()->mutable_record_written();
        if (absl::Status status = ParseRecord(found.parts, search_.details, record); !status.ok()) return status;
      }
      position_.page_token = std::move(page->next_page_token);
      if (absl::Status status = Send(message); !status.ok()) return status;
    } while (!position_.page_token.empty());
    return absl::OkStatus();
  }

  bool HasChanges() const {
    return backend_.index.Applied() > position_.sent.sequence || position_.sent.removed != HistoryPlace::kAllVersions;
  }

  // What changes behind position_.sent, until the call ends.
  absl::Status SendChanges() {
    for (;;) {
      if (absl::Status status = call_.CheckAlive(); !status.ok()) return status;
      v1::WatchRecordsResponse message;
      if (HasChanges()) {
        if (absl::Status status = ReadChanges(kChangedRecords, message); !status.ok()) return status;
      } else if (Clock::now() < progress_due_) {
        backend_.board.WaitForChange(kCancelPoll,
                                     [this] { return HasChanges() || call_.stop_token().stop_requested(); });
        continue;
      }
      if (message.changes().empty() && Clock::now() < progress_due_) continue;
      if (absl::Status status = Send(message); !status.ok()) return status;
    }
  }

  // The next changes, of at most so many written versions; moves position_
  // behind them.
  absl::Status ReadChanges(size_t max_records, v1::WatchRecordsResponse& message) {
    const ChangeLimits limits{.written = max_records, .removed = kRemovedVersions};
    auto changes = backend_.store.ReadChanges(position_.sent, limits, CancelledBy(call_));
    if (!changes.ok()) return WhyStopped(call_, changes.status());
    // Removals that were freed before they were read are missing.
    if (absl::Status status = CheckKept(position_, backend_.store); !status.ok()) return status;
    std::set<std::string> written;
    size_t bytes = 0;
    for (size_t i = 0; i < changes->written.size(); ++i) {
      auto& [doc, record] = changes->written[i];
      if (absl::Status status = call_.CheckAlive(); !status.ok()) return status;
      if (!DocumentMatches(search_.search, *documents_.Of(doc, record))) continue;
      bytes += record.ByteSizeLong();
      if (bytes + kDeletionBytes > search_.max_bytes && !written.empty()) {
        // Too much for one message: only what stands before this one.
        message.clear_changes();
        return ReadChanges(i, message);
      }
      written.insert(record.name());
      if (!search_.details) ClearDetails(record);
      *message.add_changes()->mutable_record_written() = std::move(record);
    }
    if (absl::Status status = AddDeleted(changes->removed, written, message); !status.ok()) return status;
    position_.sent = changes->last;
    return absl::OkStatus();
  }

  // Of removed versions those that matched, unless a version of the name that
  // matches is sent, now or later. One at a time: they can be large.
  absl::Status AddDeleted(std::span<const DocId> removed, const std::set<std::string>& written,
                          v1::WatchRecordsResponse& message) {
    for (const DocId doc : removed) {
      if (absl::Status status = call_.CheckAlive(); !status.ok()) return status;
      const auto document = DocumentOf(doc);
      if (!document.ok()) return document.status();
      if (*document == nullptr) return CheckKept(position_, backend_.store);  // freed in between
      if (!DocumentMatches(search_.search, **document)) continue;
      const std::string name = NameOf(**document);
      if (written.contains(name)) continue;
      const auto follows = CurrentMatches(name);
      if (!follows.ok()) return follows.status();
      if (!*follows) message.add_changes()->set_record_deleted(name);
    }
    return absl::OkStatus();
  }

  // Null: there is no such version.
  absl::StatusOr<std::shared_ptr<const IndexDocument>> DocumentOf(DocId doc) const {
    if (auto known = documents_.Find(doc)) return known;
    auto versions = backend_.store.ReadVersions({&doc, 1}, /*details=*/true, CancelledBy(call_));
    if (!versions.ok()) return WhyStopped(call_, versions.status());
    if (!versions->front()) return nullptr;
    Record record;
    if (absl::Status status = ParseRecord(*versions->front(), /*details=*/true, record); !status.ok()) return status;
    return documents_.Of(doc, record);
  }

  // Whether there is a record of the name, and it matches.
  absl::StatusOr<bool> CurrentMatches(const std::string& name) const {
    const auto current = backend_.store.ReadRecords({&name, 1}, /*details=*/true, CancelledBy(call_));
    if (absl::IsNotFound(current.status())) return false;
    if (!current.ok()) return WhyStopped(call_, current.status());
    return DocumentMatches(search_.search, IndexedDocument(0, current->front()));
  }

  absl::Status Send(v1::WatchRecordsResponse& message) {
    message.set_last_position(FormatWatchPosition(watched_, backend_.store, position_));
    message.set_caught_up(position_.page_token.empty());
    *message.mutable_freshness() = FreshnessOf(backend_.board);
    // Earlier than promised by as much as a wait may take.
    progress_due_ = Clock::now() + absl::ToChronoMilliseconds(backend_.watch_progress) - 2 * kCancelPoll;
    return call_.Write([&] { return write_(message); });
  }

  const Backend& backend_;
  Call& call_;
  WatchedDocuments& documents_;
  v1::ExportRecordsRequest watched_;
  const PageSearch search_;
  const Write& write_;
  WatchPosition position_;
  Clock::time_point progress_due_ = Clock::now();
};

}  // namespace

absl::Status WatchRecords(const Backend& backend, Call& call, WatchedDocuments& documents,
                          const v1::WatchRecordsRequest& request, const Write& write) {
  // What positions are bound to, and what pages are asked for with.
  v1::ExportRecordsRequest watched;
  watched.set_query(request.query());
  watched.set_filter(request.filter());
  watched.set_view(request.view());
  watched.set_page_token(request.after());
  auto search = PlanExport(watched);
  if (!search.ok()) return search.status();
  search->search.count = false;
  return Watch(backend, call, documents, std::move(watched), *std::move(search), write).Run(!request.after().empty());
}

}  // namespace broadsheet::query
