// How soon an acknowledged upload can be found, and what loading does to
// searches: both services as processes of their own, 100 searches a second.
//
//   freshness INGEST_SERVICE QUERY_SERVICE SECONDS
//
// Three parts of so many seconds: searches alone; with five uploads a second,
// each followed until it is found; with uploads one after the other. Prints one
// JSON object a line; times are a client's, in milliseconds.
#include <grpcpp/client_context.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "broadsheet/ingest/v1/ingest_service.grpc.pb.h"
#include "broadsheet/query/v1/query_service.grpc.pb.h"
#include "tests/e2e/crash/service_pair.h"
#include "tests/e2e/crash/upload_ledger.h"

namespace broadsheet::testing {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kSearchEvery{10};
constexpr std::chrono::milliseconds kUploadEvery{200};

double Since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

double Percentile(std::vector<double>& times, double share) {
  if (times.empty()) return 0;
  std::sort(times.begin(), times.end());
  return times[std::min(times.size() - 1, static_cast<size_t>(share * static_cast<double>(times.size())))];
}

void Require(const grpc::Status& status) {
  if (status.ok()) return;
  std::cerr << status.error_message() << "\n";
  std::abort();
}

class Freshness {
 public:
  Freshness(ServicePair& pair, std::chrono::seconds part)
      : part_(part),
        ingest_(ingest::v1::IngestService::NewStub(pair.ingest_channel())),
        query_(query::v1::QueryService::NewStub(pair.query_channel())) {}

  void Run() {
    Upload();
    Searches("alone");
    {
      std::vector<double> fresh;
      std::jthread uploads([&](const std::stop_token& stop) { fresh = FollowUploads(stop); });
      Searches("uploads");
      uploads.request_stop();
      uploads.join();
      std::cout << "{\"uploads\":" << fresh.size() << ",\"fresh_p50_ms\":" << Percentile(fresh, 0.5)
                << ",\"fresh_p99_ms\":" << Percentile(fresh, 0.99) << "}\n";
    }
    std::jthread loading([&](const std::stop_token& stop) {
      while (!stop.stop_requested()) Upload();
    });
    Searches("loading");
  }

 private:
  // A word of the issue, and its position.
  std::pair<std::string, std::string> Upload() {
    const testing::Upload upload = ledger_.Next();
    ingest::v1::CreateIssueRequest request;
    request.mutable_metadata()->set_parent("publications/crash");
    request.mutable_metadata()->set_issue_id(upload.issue_id);
    request.mutable_metadata()->mutable_issue()->set_date("2024-03-05");
    request.mutable_metadata()->set_allow_replace(true);
    request.set_text(upload.text);
    grpc::ClientContext context;
    context.set_wait_for_ready(true);
    ingest::v1::CreateIssueResponse response;
    Require(ingest_->CreateIssue(&context, request, &response));
    ledger_.Acknowledge(upload, response.position());
    return {upload.markers.front(), response.position()};
  }

  // Times from acknowledgement to the answer that has it.
  std::vector<double> FollowUploads(const std::stop_token& stop) {
    std::vector<double> times;
    for (auto due = Clock::now(); !stop.stop_requested(); due += kUploadEvery) {
      std::this_thread::sleep_until(due);
      const auto [word, position] = Upload();
      const auto acknowledged = Clock::now();
      if (Search(word, position).total_size() < 1) std::abort();
      times.push_back(Since(acknowledged));
    }
    return times;
  }

  query::v1::SearchRecordsResponse Search(const std::string& query, const std::string& min_position) {
    query::v1::SearchRecordsRequest request;
    request.set_query(query);
    request.set_min_position(min_position);
    grpc::ClientContext context;
    context.set_wait_for_ready(true);
    query::v1::SearchRecordsResponse response;
    Require(query_->SearchRecords(&context, request, &response));
    return response;
  }

  // Searches at their times, late or not: a stall is seen by all that it delays.
  void Searches(const char* part) {
    std::vector<double> times;
    const auto end = Clock::now() + part_;
    for (auto due = Clock::now(); due < end; due += kSearchEvery) {
      std::this_thread::sleep_until(due);
      Search(kWords[times.size() % std::size(kWords)], "");
      times.push_back(Since(due));
    }
    std::cout << "{\"part\":\"" << part << "\",\"searches\":" << times.size()
              << ",\"search_p50_ms\":" << Percentile(times, 0.5) << ",\"search_p99_ms\":" << Percentile(times, 0.99)
              << "}" << std::endl;
  }

  static constexpr const char* kWords[] = {"的", "记者", "发展", "\"2024\"", "crash"};

  const std::chrono::seconds part_;
  const std::unique_ptr<ingest::v1::IngestService::Stub> ingest_;
  const std::unique_ptr<query::v1::QueryService::Stub> query_;
  UploadLedger ledger_{1};
};

}  // namespace
}  // namespace broadsheet::testing

int main(int argc, char** argv) {
  using namespace broadsheet::testing;
  if (argc < 3) return std::cerr << "usage: freshness INGEST_SERVICE QUERY_SERVICE [SECONDS]\n", 2;
  const TempDir folder;
  ServicePair pair({argv[1], argv[2]}, folder.path());
  pair.Start();
  Freshness(pair, std::chrono::seconds(argc > 3 ? std::atoi(argv[3]) : 20)).Run();
  return 0;
}
