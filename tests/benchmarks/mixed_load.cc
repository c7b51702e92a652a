// Uploads, searches and watches together, at given rates, against running
// services: errors by code, latency by method, memory of the processes.
//
//   mixed_load --ingest=HOST:PORT --query=HOST:PORT[,HOST:PORT…] --issue=FILE
//              --service-config=FILE [--seconds=N] [--searches-per-second=R]
//              [--uploads-per-second=R] [--watches=N] [--pids=PID[,PID…]]
//
// Calls start when they are due, whether or not earlier ones have ended, and
// their latency counts from then. Ends with status 1 if a call failed, or a search
// found fewer records than the same one did before the load: nothing is deleted.
// The end of a watch by a draining server is no failure, it goes on from its
// position.
#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "broadsheet/feed/v1/feed_service.grpc.pb.h"
#include "broadsheet/ingest/v1/ingest_service.grpc.pb.h"
#include "broadsheet/query/v1/query_service.grpc.pb.h"
#include "common/config/option_parser.h"

namespace broadsheet {
namespace {

using std::chrono::steady_clock;

constexpr int kSearchers = 16, kUploaders = 8;
constexpr auto kMemoryInterval = std::chrono::seconds(1);
constexpr auto kReportInterval = std::chrono::seconds(30);
// Memory rises and falls with each flush of the index, twice a minute: a minute's
// most is compared with another's.
constexpr auto kSettling = std::chrono::minutes(1), kSettled = std::chrono::minutes(2);
constexpr const char* kQueries[] = {"设备", "试验", "\"15分钟\"", "记者 工厂", "机器", "顾宁 OR 罗书云", "港口 -天气"};

struct Options {
  std::string ingest, query, issue, service_config, pids;
  int64_t seconds = 60, searches = 100, uploads = 2, watches = 10;
};

std::string FileText(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Resident KiB of a process: its own, and pages of files, which the system takes
// back when it needs them.
struct Memory {
  int64_t own = 0, mapped = 0;
};

Memory MemoryOf(const std::string& pid) {
  std::ifstream status("/proc/" + pid + "/status");
  Memory memory;
  for (std::string word; status >> word;) {
    if (word == "RssAnon:") status >> memory.own;
    if (word == "RssFile:") status >> memory.mapped;
  }
  return memory;
}

// What happened to the calls of one method. Thread-safe.
class CallLog {
 public:
  void Add(const grpc::Status& status, steady_clock::duration latency) {
    const std::lock_guard lock(mutex_);
    latencies_.push_back(std::chrono::duration<double, std::milli>(latency).count());
    if (!status.ok()) ++errors_[absl::StrCat(status.error_code(), " ", status.error_message())];
  }

  // Prints a line and the errors; whether there were none.
  bool Report(const char* method) {
    const std::lock_guard lock(mutex_);
    std::sort(latencies_.begin(), latencies_.end());
    const auto at = [&](double share) {
      return latencies_.empty() ? 0
                                : latencies_[static_cast<size_t>(share * static_cast<double>(latencies_.size() - 1))];
    };
    int64_t failed = 0;
    for (const auto& [error, count] : errors_) failed += count;
    std::printf("%-8s %8zu calls, %ld failed, p50 %.2f ms, p99 %.2f ms, longest %.0f ms\n", method, latencies_.size(),
                static_cast<long>(failed), at(0.5), at(0.99), at(1));
    for (const auto& [error, count] : errors_) std::printf("  %ld × %s\n", static_cast<long>(count), error.c_str());
    return failed == 0;
  }

 private:
  std::mutex mutex_;
  std::vector<double> latencies_;
  std::map<std::string, int64_t> errors_;
};

// Starts calls at a rate until `end`, from so many threads.
void Pace(int threads, int64_t per_second, steady_clock::time_point end, CallLog& log,
          const std::function<grpc::Status(int64_t)>& call) {
  if (per_second == 0) return;
  const auto start = steady_clock::now();
  std::atomic<int64_t> next{0};
  std::vector<std::jthread> workers;
  for (int i = 0; i < threads; ++i) {
    workers.emplace_back([&] {
      for (;;) {
        const int64_t number = next++;
        const auto due = start + std::chrono::nanoseconds(number * 1'000'000'000 / per_second);
        if (due >= end || steady_clock::now() >= end) return;
        std::this_thread::sleep_until(due);
        const grpc::Status status = call(number);
        log.Add(status, steady_clock::now() - due);
      }
    });
  }
}

class Load {
 public:
  explicit Load(const Options& options)
      : options_(options),
        text_(FileText(options.issue)),
        config_(FileText(options.service_config)),
        end_(steady_clock::now() + std::chrono::seconds(options.seconds)) {}

  bool Run() {
    if (!SearchFirst()) return false;
    std::jthread memory([this] { WatchMemory(); });
    std::vector<std::jthread> watches;
    for (int64_t i = 0; i < options_.watches; ++i) watches.emplace_back([this] { Watch(); });
    std::jthread uploads([this] { Upload(); });
    Search();
    uploads.join();
    for (std::jthread& watch : watches) watch.join();
    memory.join();
    const bool searched = searches_.Report("search"), uploaded = uploads_.Report("upload");
    return watches_.Report("watch") && searched && uploaded;
  }

 private:
  std::shared_ptr<grpc::Channel> Connect(const std::string& addresses) const {
    grpc::ChannelArguments arguments;
    arguments.SetServiceConfigJSON(config_);
    arguments.SetInt(GRPC_ARG_PER_RPC_RETRY_BUFFER_SIZE, 17 << 20);  // the largest issue
    arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1000);
    return grpc::CreateCustomChannel("ipv4:" + addresses, grpc::InsecureChannelCredentials(), arguments);
  }

  // What each query finds when an issue is there; an error is printed.
  bool SearchFirst() {
    grpc::ClientContext context;
    ingest::v1::CreateIssueResponse uploaded;
    const auto ingest = ingest::v1::IngestService::NewStub(Connect(options_.ingest));
    grpc::Status status = ingest->CreateIssue(&context, NewIssue("first"), &uploaded);
    const auto stub = query::v1::QueryService::NewStub(Connect(options_.query));
    for (const char* text : kQueries) {
      if (!status.ok()) break;
      grpc::ClientContext search;
      query::v1::SearchRecordsRequest request;
      request.set_query(text);
      request.set_min_position(uploaded.position());
      query::v1::SearchRecordsResponse response;
      status = stub->SearchRecords(&search, request, &response);
      first_totals_.push_back(response.total_size());
    }
    if (!status.ok()) std::printf("the first searches: %s\n", status.error_message().c_str());
    return status.ok();
  }

  ingest::v1::CreateIssueRequest NewIssue(std::string_view number) const {
    ingest::v1::CreateIssueRequest request;
    request.mutable_metadata()->set_parent("publications/load");
    request.mutable_metadata()->set_issue_id(absl::StrCat("p", getpid(), "-", std::string(number)));
    request.set_text(absl::StrCat(text_, "\n第", std::string(number), "号\n"));
    return request;
  }

  void Search() {
    const auto stub = query::v1::QueryService::NewStub(Connect(options_.query));
    Pace(kSearchers, options_.searches, end_, searches_, [&](int64_t number) {
      grpc::ClientContext context;
      query::v1::SearchRecordsRequest request;
      const size_t query = static_cast<size_t>(number) % std::size(kQueries);
      request.set_query(kQueries[query]);
      query::v1::SearchRecordsResponse response;
      const grpc::Status status = stub->SearchRecords(&context, request, &response);
      if (!status.ok() || response.total_size() >= first_totals_[query]) return status;
      return grpc::Status(grpc::StatusCode::DATA_LOSS, absl::StrCat(kQueries[query], ": fewer records than at first"));
    });
  }

  void Upload() {
    const auto stub = ingest::v1::IngestService::NewStub(Connect(options_.ingest));
    Pace(kUploaders, options_.uploads, end_, uploads_, [&](int64_t number) {
      grpc::ClientContext context;
      ingest::v1::CreateIssueResponse response;
      return stub->CreateIssue(&context, NewIssue(absl::StrCat(number)), &response);
    });
  }

  void Watch() {
    const auto stub = feed::v1::FeedService::NewStub(Connect(options_.ingest));
    feed::v1::WatchRecordsRequest request;
    while (steady_clock::now() < end_) {
      const auto start = steady_clock::now();
      grpc::ClientContext context;
      context.set_deadline(std::chrono::system_clock::now() +
                           std::chrono::duration_cast<std::chrono::milliseconds>(end_ - start));
      const auto stream = stub->WatchRecords(&context, request);
      for (feed::v1::WatchRecordsResponse response; stream->Read(&response);)
        request.set_after(response.last_position());
      const grpc::Status status = stream->Finish();
      const bool over = steady_clock::now() >= end_ - std::chrono::milliseconds(100);
      const bool elsewhere = status.error_code() == grpc::StatusCode::UNAVAILABLE;
      watches_.Add(over || elsewhere ? grpc::Status::OK : status, steady_clock::now() - start);
    }
  }

  // Own memory in the second minute and after it.
  struct Settled {
    int64_t most_before = 0, most = 0, least = INT64_MAX;
  };

  // Memory over time, and how much more it was after it had settled.
  void WatchMemory() {
    const auto start = steady_clock::now();
    std::map<std::string, Settled> settled;
    for (auto at = start; at < end_; at += kMemoryInterval) {
      std::this_thread::sleep_until(at);
      std::string line;
      for (const auto pid : absl::StrSplit(options_.pids, ',', absl::SkipEmpty())) {
        const Memory memory = MemoryOf(std::string(pid));
        absl::StrAppend(&line, "  ", memory.own >> 10, " + ", memory.mapped >> 10, " MiB");
        if (at - start < kSettling) continue;
        Settled& own = settled[std::string(pid)];
        const bool before = at - start < kSettled;
        int64_t& most = before ? own.most_before : own.most;
        most = std::max(most, memory.own);
        if (!before) own.least = std::min(own.least, memory.own);
      }
      if (!line.empty() && (at - start) % kReportInterval < kMemoryInterval) {
        std::printf("after %3ld s, own + mapped files:%s\n", static_cast<long>((at - start) / std::chrono::seconds(1)),
                    line.c_str());
        std::fflush(stdout);
      }
    }
    for (const auto& [pid, own] : settled) {
      if (own.most == 0) continue;
      std::printf(
          "process %s: after two minutes %ld to %ld MiB of its own, at most %+.1f %% of the second minute's most\n",
          pid.c_str(), static_cast<long>(own.least >> 10), static_cast<long>(own.most >> 10),
          100.0 * static_cast<double>(own.most - own.most_before) / static_cast<double>(own.most_before));
    }
  }

  const Options options_;
  const std::string text_, config_;
  const steady_clock::time_point end_;
  std::vector<int64_t> first_totals_;  // of kQueries
  CallLog searches_, uploads_, watches_;
};

int Main(int argc, char** argv) {
  Options options;
  OptionParser parser("mixed_load", "Uploads, searches and watches together at given rates.");
  parser.AddText("ingest", options.ingest, "IPv4 address and port of an ingest service");
  parser.AddText("query", options.query, "of query services, with commas between");
  parser.AddText("issue", options.issue, "text that is uploaded, each time with another end");
  parser.AddText("service-config", options.service_config, "gRPC service config, JSON");
  parser.AddInteger("seconds", options.seconds, {1, 86'400}, "how long");
  parser.AddInteger("searches-per-second", options.searches, {0, 100'000}, "searches started");
  parser.AddInteger("uploads-per-second", options.uploads, {0, 10'000}, "uploads started");
  parser.AddInteger("watches", options.watches, {0, 1000}, "watches of the feed");
  parser.AddText("pids", options.pids, "processes whose memory is reported");
  const auto outcome = parser.Parse(argc, argv);
  if (!outcome.ok()) {
    std::cerr << "mixed_load: " << outcome.status().message() << "\n";
    return 2;
  }
  if (*outcome == ParseOutcome::kExit) return 0;
  return Load(options).Run() ? 0 : 1;
}

}  // namespace
}  // namespace broadsheet

int main(int argc, char** argv) { return broadsheet::Main(argc, argv); }
