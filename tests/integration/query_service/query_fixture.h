// A query service over real sockets, following a real feed.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "broadsheet/query/v1/query_service.grpc.pb.h"
#include "common/feed/position.h"
#include "common/grpc/status.h"
#include "common/server/method.h"
#include "common/status/error.h"
#include "ingest_service/feed/feed_service.h"
#include "ingest_service/store/memory_record_log.h"
#include "query_service/query_server.h"
#include "tests/support/child_process.h"
#include "tests/support/stored_issues.h"
#include "tests/support/test_server.h"

namespace broadsheet::query {

// The feed of a log in memory, on a loopback port.
class TestFeed {
 public:
  // `port` 0: any free one.
  explicit TestFeed(std::string log_id, int port = 0)
      : TestFeed(std::make_shared<ingest::MemoryRecordLog>(std::move(log_id)), port) {}
  explicit TestFeed(std::shared_ptr<ingest::MemoryRecordLog> log, int port = 0)
      : log_(std::move(log)), server_(OptionsFor(port)) {
    ingest::FeedOptions options;
    options.progress_interval = std::chrono::milliseconds(200);
    feed_ = std::make_unique<ingest::FeedService>(server_.gate(), *log_, options);
    server_.Start({{kFeedService, feed_.get()}});
  }

  // Stores records of {id, text}, each as `edit` leaves it; returns the position
  // of the last entry.
  std::string Append(
      std::string_view issue, const std::vector<std::pair<std::string, std::string>>& records,
      const std::function<void(record::v1::Record&)>& edit = [](record::v1::Record&) {}) {
    auto stored = ingest::MakeIssue("delta", issue, records);
    if (issue.size() == 10) {
      stored.issue.set_date(std::string(issue));
      for (auto& record : stored.records) record.set_date(std::string(issue));
    }
    for (auto& record : stored.records) edit(record);
    const auto appended = log_->Append(stored, true);
    EXPECT_TRUE(appended.ok()) << appended.status();
    return FormatPosition(log_->Head().log_id, appended->last);
  }

  std::string Delete(std::string_view issue) {
    const auto last = log_->Delete("publications/delta/issues/" + std::string(issue));
    EXPECT_TRUE(last.ok()) << last.status();
    return FormatPosition(log_->Head().log_id, *last);
  }

  std::string address() const { return server_.address(); }
  // Outlives the feed, for the next one to serve.
  const std::shared_ptr<ingest::MemoryRecordLog>& log() const { return log_; }
  int port() { return server_.server().port(); }

 private:
  static ServerOptions OptionsFor(int port) {
    ServerOptions options;
    options.listen_address = "127.0.0.1:" + std::to_string(port);
    options.grace_period = absl::Seconds(1);
    return options;
  }

  const std::shared_ptr<ingest::MemoryRecordLog> log_;
  std::unique_ptr<ingest::FeedService> feed_;
  testing::TestServer server_;
};

inline Options QueryOptions(const testing::TempDir& folder, const std::string& feed) {
  Options options;
  options.data_dir = folder / "query";
  options.ingest_addresses = feed;
  options.server.grace_period = absl::Seconds(1);
  return options;
}

// Calls with a deadline; errors as absl::Status.
class QueryClient {
 public:
  explicit QueryClient(int port);

  template <typename Request, typename Response>
  absl::Status Call(grpc::Status (v1::QueryService::StubInterface::*method)(grpc::ClientContext*, const Request&,
                                                                            Response*),
                    const Request& request, Response& response, int deadline_ms = 20000) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(deadline_ms));
    response.Clear();
    return FromGrpc((stub_.get()->*method)(&context, request, &response));
  }

  absl::StatusOr<v1::SearchRecordsResponse> Search(const v1::SearchRecordsRequest& request, int deadline_ms = 20000);
  // Ids of the records that a query finds once min_position is applied, sorted.
  std::vector<std::string> Find(std::string_view query, std::string_view min_position = "");
  v1::GetIndexStatusResponse Status();
  absl::Status Export(const v1::ExportRecordsRequest& request, std::vector<v1::ExportRecordsResponse>& messages);

 private:
  std::unique_ptr<v1::QueryService::StubInterface> stub_;
};

}  // namespace broadsheet::query
