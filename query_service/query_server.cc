#include "query_service/query_server.h"

#include <prometheus/registry.h>

#include <chrono>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/logging/json_line.h"
#include "common/logging/log.h"
#include "common/server/server.h"
#include "common/sqlite/statistics.h"
#include "common/status/error.h"
#include "query_service/api/query_service.h"
#include "query_service/follower/feed_follower.h"
#include "query_service/index/scan_index.h"
#include "query_service/index/segments/open_segment_index.h"
#include "query_service/store/sqlite_record_store.h"

namespace broadsheet::query {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds kReadinessPoll(50);

absl::Status CreateFolder(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (!error) return absl::OkStatus();
  return Error(absl::StatusCode::kFailedPrecondition, "DATA_DIR_UNUSABLE",
               absl::StrCat("--data-dir: cannot create ", path, ": ", error.message()));
}

std::string StorePath(const Options& options) { return (fs::path(options.data_dir) / "store.db").string(); }
std::string IndexFolder(const Options& options) { return (fs::path(options.data_dir) / "index").string(); }

absl::StatusOr<std::unique_ptr<RecordIndex>> OpenIndex(RecordStore& store, const Options& options) {
  if (options.index == "scan") return MakeScanIndex();
  auto index =
      OpenSegmentIndex(IndexFolder(options), {.live_documents = static_cast<uint32_t>(options.index_memory_records),
                                              .before_flush = [&store] { return store.Sync(); }});
  if (!index.ok()) return index;
  if (const std::string problem = (*index)->Info().problem; !problem.empty()) {
    LogWarning("the index cannot be used and is made anew from the store", {{"problem", problem}});
  }
  return index;
}

// An index that has what the store has not is of another history: after a loss
// of power, or of a store that was removed.
absl::StatusOr<std::unique_ptr<RecordIndex>> OpenIndexFor(RecordStore& store, const Options& options) {
  auto index = OpenIndex(store, options);
  if (!index.ok() || (*index)->Applied() <= store.Sequence()) return index;
  LogWarning("the index is ahead of the store and is made anew",
             {{"index", (*index)->Applied()}, {"store", store.Sequence()}});
  index->reset();
  std::error_code error;
  fs::remove_all(IndexFolder(options), error);
  if (error) {
    return Error(absl::StatusCode::kUnavailable, "INDEX_IO",
                 absl::StrCat("removing ", IndexFolder(options), ": ", error.message()));
  }
  return OpenIndex(store, options);
}

std::string StatusJson(const ProgressBoard& board, const RecordIndex& index) {
  const std::vector<LogProgress> logs = board.Snapshot();
  std::string json = absl::StrCat("{\"records\":", index.Info().documents, ",\"waits_for\":");
  AppendJsonString(WhyNotWhole(logs), json);
  json += ",\"logs\":[";
  for (const LogProgress& log : logs) {
    if (json.back() != '[') json += ',';
    json += "{\"address\":";
    AppendJsonString(log.address, json);
    json += ",\"log_id\":";
    AppendJsonString(log.log_id, json);
    absl::StrAppend(&json, ",\"applied\":", log.position, ",\"lag_entries\":", log.lag,
                    ",\"whole\":", log.whole ? "true" : "false", ",\"connected\":", log.connected ? "true" : "false",
                    ",\"problem\":");
    AppendJsonString(log.problem, json);
    json += '}';
  }
  return json + "]}";
}

std::vector<GaugeReading> GaugesOf(const ProgressBoard& board, const RecordIndex& index, const RecordCache& cache,
                                   const Applier& applier, const std::string& store) {
  const IndexInfo info = index.Info();
  const CacheStats cached = cache.Stats();
  std::vector<GaugeReading> gauges = {
      {"broadsheet_index_records", "Records that can be found", {}, static_cast<double>(info.documents)},
      {"broadsheet_index_deleted_records",
       "Deleted records that still take room",
       {},
       static_cast<double>(info.deleted)},
      {"broadsheet_index_bytes", "Bytes of the index on disk", {}, static_cast<double>(info.bytes)},
      {"broadsheet_index_memory_bytes",
       "Bytes of it that are not yet on disk",
       {},
       static_cast<double>(info.memory_bytes)},
      {"broadsheet_index_merges_total", "Merges of segments", {}, static_cast<double>(info.merges), /*counts=*/true},
      {"broadsheet_index_cut_records_total",
       "Records applied of whose text only the beginning can be found: it has 16 MiB in one field",
       {},
       static_cast<double>(applier.cut_records()),
       true},
      {"broadsheet_index_segments", "Segments of the index", {}, static_cast<double>(info.segments)},
      {"broadsheet_index_healthy", "0: the index cannot save its state", {}, info.problem.empty() ? 1.0 : 0.0},
      {"broadsheet_record_cache_bytes", "Memory of the record cache", {}, static_cast<double>(cached.bytes)},
      {"broadsheet_record_cache_entries", "Records in the cache", {}, static_cast<double>(cached.entries)},
      {"broadsheet_record_cache_hits_total", "Records found in the cache", {}, static_cast<double>(cached.hits), true},
      {"broadsheet_record_cache_misses_total",
       "Records that were read from the store",
       {},
       static_cast<double>(cached.misses),
       true},
  };
  for (const LogProgress& log : board.Snapshot()) {
    const std::map<std::string, std::string> labels = {{"address", log.address}};
    gauges.push_back({"broadsheet_follower_lag_entries", "Entries known to be in the log and not yet applied", labels,
                      static_cast<double>(log.lag)});
    gauges.push_back({"broadsheet_follower_position", "Last entry of the log that is applied", labels,
                      static_cast<double>(log.position)});
    gauges.push_back(
        {"broadsheet_follower_head", "Last entry of the log, as far as known", labels, static_cast<double>(log.head)});
    if (log.complete_until != absl::InfinitePast()) {
      gauges.push_back({"broadsheet_follower_lag_seconds", "What was committed longer ago than this can be found",
                        labels, std::max(0.0, absl::ToDoubleSeconds(absl::Now() - log.complete_until))});
    }
    gauges.push_back({"broadsheet_follower_connected", "1: the feed is connected", labels, log.connected ? 1.0 : 0.0});
  }
  for (GaugeReading& reading : sqlite::Readings(store)) gauges.push_back(std::move(reading));
  return gauges;
}

}  // namespace

absl::StatusOr<std::unique_ptr<QueryServer>> QueryServer::Start(const Options& options, const std::stop_token& stop) {
  auto server = Server::Create(options.server, std::make_shared<prometheus::Registry>());
  if (!server.ok()) return server.status();
  if (absl::Status status = CreateFolder(options.data_dir); !status.ok()) return status;
  auto store =
      SqliteRecordStore::Open({.path = StorePath(options), .readers = static_cast<int>(options.store_readers)});
  if (!store.ok()) return store.status();
  auto index = OpenIndexFor(**store, options);
  if (!index.ok()) return index.status();
  std::unique_ptr<QueryServer> wired(
      new QueryServer(*std::move(store), *std::move(index), *std::move(server), options));
  wired->server_->SetStatusPage(
      [board = &wired->board_, live = wired->index_.get()] { return StatusJson(*board, *live); });
  wired->server_->SetGauges([board = &wired->board_, live = wired->index_.get(), cache = &wired->cache_,
                             applier = &wired->applier_,
                             path = StorePath(options)] { return GaugesOf(*board, *live, *cache, *applier, path); });
  if (absl::Status status = wired->applier_.CatchUp([&] { return stop.stop_requested(); }); !status.ok()) return status;
  const ReplicaStart begun = {absl::Now(), options.feed_patience};
  if (absl::Status status = wired->Follow(options); !status.ok()) return status;
  wired->server_->SetReadinessPage(
      [board = &wired->board_, begun] { return WhyNotReady(board->Snapshot(), begun, absl::Now()); });
  if (absl::Status status = wired->server_->Start({{kQueryService, wired->handlers_.get()}}); !status.ok()) {
    return status;
  }
  wired->ServeWhenReady(begun);
  return wired;
}

QueryServer::QueryServer(std::unique_ptr<RecordStore> store, std::unique_ptr<RecordIndex> index,
                         std::unique_ptr<Server> server, const Options& options)
    : store_(std::move(store)),
      index_(std::move(index)),
      applier_(
          *store_, *index_,
          {.flush_entries = static_cast<uint64_t>(options.flush_entries), .flush_interval = options.flush_interval}),
      cache_(static_cast<size_t>(options.record_cache_bytes)),
      handlers_(std::make_unique<QueryServiceHandlers>(server->gate(),
                                                       Backend{*store_, *index_, board_, cache_, options.slow_query})),
      server_(std::move(server)) {}

QueryServer::~QueryServer() { Drain(); }

absl::Status QueryServer::Follow(const Options& options) {
  for (const std::string& address : IngestAddresses(options)) {
    ChannelOptions ingest = options.ingest;
    ingest.address = address;
    auto channel = MakeChannel(ingest);
    if (!channel.ok()) return channel.status();
    auto follower =
        FeedFollower::Start({.address = address, .channel = *std::move(channel), .start_over = options.start_over},
                            *store_, applier_, board_);
    if (!follower.ok()) return follower.status();
    followers_.push_back(*std::move(follower));
  }
  return absl::OkStatus();
}

void QueryServer::ServeWhenReady(const ReplicaStart& start) {
  readiness_ = std::jthread([this, start](const std::stop_token& stop) {
    bool serving = false;
    while (!stop.stop_requested()) {
      const std::vector<LogProgress> logs = board_.Snapshot();
      const bool before = serving;
      const std::string why_not = serving ? WhyNotWhole(logs) : WhyNotReady(logs, start, absl::Now());
      serving = why_not.empty();
      if (serving != before) {
        server_->SetServing(serving);
        LogInfo(serving ? "serving" : absl::StrCat("not serving: ", why_not));
      }
      board_.WaitForChange(kReadinessPoll, [] { return false; });
    }
  });
}

int QueryServer::port() const { return server_->port(); }
int QueryServer::admin_port() const { return server_->admin_port(); }

void QueryServer::Drain() {
  readiness_ = {};  // before the server, which is not to be SERVING again
  server_->Drain();
  if (followers_.empty()) return;
  followers_.clear();
  if (absl::Status status = applier_.Flush(); !status.ok()) {
    LogWarning("the index was not flushed", {{"error", std::string(status.message())}});
  }
}

}  // namespace broadsheet::query
