#include "ingest_service/ingest_server.h"

#include <prometheus/registry.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/logging/json_line.h"
#include "common/server/server.h"
#include "common/sqlite/statistics.h"
#include "common/status/error.h"
#include "ingest_service/api/ingest_service.h"
#include "ingest_service/bounded_parser.h"
#include "ingest_service/feed/feed_service.h"
#include "ingest_service/metered_parser.h"
#include "ingest_service/store/sqlite_record_log.h"

namespace broadsheet::ingest {
namespace {

absl::StatusOr<std::unique_ptr<RecordLog>> OpenLog(const Options& options, const std::stop_token& stop) {
  const std::string& data_dir = options.data_dir;
  std::error_code error;
  std::filesystem::create_directories(data_dir, error);
  if (error) {
    return Error(absl::StatusCode::kFailedPrecondition, "DATA_DIR_UNUSABLE",
                 absl::StrCat("--data-dir: cannot create ", data_dir, ": ", error.message()));
  }
  return SqliteRecordLog::Open(
      {.path = StorePath(data_dir), .request_id_retention = options.request_id_retention, .stop = stop});
}

std::string StatusJson(const RecordLog& log) {
  const LogHead head = log.Head();
  std::string json = "{\"parser_version\":";
  AppendJsonString(kParserVersion, json);
  json += ",\"log_id\":";
  AppendJsonString(head.log_id, json);
  absl::StrAppend(&json, ",\"oldest_entry\":", head.oldest, ",\"last_entry\":", head.last, "}");
  return json;
}

std::vector<GaugeReading> Gauges(const RecordLog& log, const std::string& store) {
  const LogHead head = log.Head();
  std::vector<GaugeReading> gauges = {
      {"broadsheet_feed_last_entry", "Sequence number of the log's newest entry", {}, static_cast<double>(head.last)},
      {"broadsheet_feed_oldest_entry",
       "Sequence number of the oldest entry that is kept",
       {},
       static_cast<double>(head.oldest)}};
  for (GaugeReading& reading : sqlite::Readings(store)) gauges.push_back(std::move(reading));
  return gauges;
}

}  // namespace

absl::StatusOr<std::unique_ptr<IngestServer>> IngestServer::Start(const Options& options, const std::stop_token& stop) {
  const auto registry = std::make_shared<prometheus::Registry>();
  auto server = Server::Create(options.server, registry);
  if (!server.ok()) return server.status();
  auto parser = Parser::Create(options.parser);
  if (!parser.ok()) return parser.status();
  auto log = OpenLog(options, stop);
  if (!log.ok()) return log.status();
  std::unique_ptr<IngestServer> wired(
      new IngestServer(BoundedParser(MeteredParser(*std::move(parser), *registry), options.uploads.parse_memory_bytes),
                       *std::move(log), *std::move(server), options.uploads));
  wired->server_->SetGauges(
      [log = wired->log_.get(), path = StorePath(options.data_dir)] { return Gauges(*log, path); });
  wired->server_->SetStatusPage([log = wired->log_.get()] { return StatusJson(*log); });
  const absl::Status status =
      wired->server_->Start({{kIngestService, wired->ingest_.get()}, {kFeedService, wired->feed_.get()}});
  if (!status.ok()) return status;
  wired->server_->SetServing(true);
  return wired;
}

IngestServer::IngestServer(std::unique_ptr<const Parser> parser, std::unique_ptr<RecordLog> log,
                           std::unique_ptr<Server> server, const UploadLimits& limits)
    : parser_(std::move(parser)),
      log_(std::move(log)),
      ingest_(std::make_unique<IngestService>(server->gate(), *parser_, *log_, limits)),
      feed_(std::make_unique<FeedService>(server->gate(), *log_, FeedOptions())),
      server_(std::move(server)) {}

IngestServer::~IngestServer() = default;

int IngestServer::port() const { return server_->port(); }

void IngestServer::Drain() { server_->Drain(); }

}  // namespace broadsheet::ingest
