// A replica of a large collection, as a process of its own: how soon it is ready
// after a kill in the middle of a merge and after a restart, and how long its
// dearest calls take. Then the same in this process: how soon the work of such a
// call ends when its caller goes.
//
//   replica_benchmark QUERY_SERVICE TEXT RECORDS FOLDER
//
// TEXT is search_text.py's. FOLDER keeps the replica's data: where they are
// there, nothing is loaded and no merge is met. Prints one JSON object a line;
// times are a client's.
#include <grpcpp/create_channel.h>
#include <grpcpp/server_builder.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <random>
#include <thread>

#include "absl/strings/str_format.h"
#include "common/server/method.h"
#include "dear_calls.h"
#include "grpc/health/v1/health.grpc.pb.h"
#include "query_service/api/query_service.h"
#include "query_service/index/segments/open_segment_index.h"
#include "query_service/store/sqlite_record_store.h"
#include "tests/support/child_process.h"
#include "tests/support/test_server.h"
#include "text_feed.h"

namespace broadsheet::benchmark {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using Stub = query::v1::QueryService::Stub;
using grpc::health::v1::Health;

constexpr uint64_t kMergeBytes = 100 << 20;  // no flush writes a file of so many
constexpr int kCallsEach = 200, kEndedEach = 20;

double Since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}
void Pause(int milliseconds) { std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds)); }

std::shared_ptr<grpc::Channel> Connect(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

// The replica's process.
class Replica {
 public:
  Replica(std::string program, std::string feed, std::string folder)
      : program_(std::move(program)), feed_(std::move(feed)), folder_(std::move(folder)) {}

  void Launch() {
    const std::string ports = folder_ + "/ports";
    fs::remove(ports);
    begun_ = Clock::now();
    process_ = std::make_unique<broadsheet::testing::ChildProcess>(
        std::vector<std::string>{program_, "--data-dir=" + folder_ + "/data", "--listen-address=127.0.0.1:0",
                                 "--admin-address=127.0.0.1:0", "--ingest-addresses=" + feed_, "--port-file=" + ports},
        folder_ + "/log");
    const std::string line = broadsheet::testing::WaitForLine(ports, *process_, std::chrono::minutes(10));
    if (!line.starts_with("grpc ")) std::cerr << "it does not listen; see " << folder_ << "/log\n", std::abort();
    channel_ = Connect("127.0.0.1:" + line.substr(5));
  }
  // Milliseconds from the launch to SERVING.
  double AwaitServing() const {
    const auto health = Health::NewStub(channel_);
    for (;; Pause(5)) {
      grpc::ClientContext context;
      grpc::health::v1::HealthCheckResponse response;
      if (health->Check(&context, {}, &response).ok() &&
          response.status() == grpc::health::v1::HealthCheckResponse::SERVING) {
        return Since(begun_);
      }
    }
  }
  void Stop() {
    process_->Signal(SIGTERM);
    process_->Wait(std::chrono::minutes(2));
    process_.reset();
  }
  void Kill() { process_.reset(); }

  std::unique_ptr<Stub> NewStub() const { return query::v1::QueryService::NewStub(channel_); }
  // CPU seconds of it so far.
  double CpuSeconds() const {
    std::ifstream file("/proc/" + std::to_string(process_->pid()) + "/stat");
    std::string field;
    double ticks = 0;
    for (int i = 1; i <= 15 && file >> field; ++i) ticks += i >= 14 ? std::stod(field) : 0;
    return ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
  }
  std::string IndexFolder() const { return folder_ + "/data/index"; }

 private:
  const std::string program_, feed_, folder_;
  std::unique_ptr<broadsheet::testing::ChildProcess> process_;
  std::shared_ptr<grpc::Channel> channel_;
  Clock::time_point begun_;
};

// Bytes of the largest file that grew since the last time.
class GrowthWatch {
 public:
  uint64_t LargestGrowing(const std::string& folder) {
    uint64_t largest = 0;
    std::map<std::string, uint64_t> sizes;
    std::error_code gone;
    for (const auto& file : fs::directory_iterator(folder, gone)) {
      const std::string name = file.path().filename();
      const uint64_t size = sizes[name] = file.file_size(gone);
      const auto before = sizes_.find(name);
      if (!gone && before != sizes_.end() && size > before->second) largest = std::max(largest, size);
    }
    sizes_ = std::move(sizes);
    return largest;
  }

 private:
  std::map<std::string, uint64_t> sizes_;
};

// Waits until `entry` can be found; milliseconds.
double AwaitFound(Stub& stub, const std::string& position) {
  const auto begin = Clock::now();
  query::v1::SearchRecordsRequest request;
  request.set_page_size(1);
  request.set_max_total(1);
  request.set_omit_snippets(true);
  request.set_min_position(position);
  for (;;) {
    grpc::ClientContext context;
    query::v1::SearchRecordsResponse response;
    if (stub.SearchRecords(&context, request, &response).ok()) return Since(begin);
    Pause(5);
  }
}

void Restart(Replica& replica, const char* after, uint64_t records) {
  replica.Launch();
  const double ready_ms = replica.AwaitServing();
  absl::PrintF("{\"restart_after\":\"%s\",\"records\":%d,\"ready_ms\":%.0f,\"cpu_ms\":%.0f}\n", after, records,
               ready_ms, replica.CpuSeconds() * 1000);
}

// Loads all, with a kill in the middle of a merge of the last two thirds.
void Load(Replica& replica, TextFeed& feed, uint64_t records) {
  feed.SetHead(records);
  const auto begin = Clock::now();
  replica.Launch();
  GrowthWatch growth;
  while (feed.sent() < records * 2 / 3 || growth.LargestGrowing(replica.IndexFolder()) < kMergeBytes) {
    if (feed.sent() == records) std::cerr << "no merge was met\n";
    if (feed.sent() == records) break;
    Pause(50);
  }
  replica.Kill();
  const uint64_t sent = feed.sent();
  feed.SetHead(sent);
  Restart(replica, "a kill in a merge", sent);
  feed.SetHead(records);
  AwaitFound(*replica.NewStub(), feed.PositionOf(records));
  absl::PrintF("{\"loaded\":%d,\"seconds\":%.0f,\"cpu_seconds\":%.0f}\n", records, Since(begin) / 1000,
               replica.CpuSeconds());
}

// Milliseconds until some more entries can be found.
double Freshness(Stub& stub, TextFeed& feed) {
  feed.SetHead(feed.head() + 10);
  return AwaitFound(stub, feed.PositionOf(feed.head()));
}

// What the first SuggestTerms takes, and how long new entries wait before and
// meanwhile.
void FirstSuggestion(Replica& replica, TextFeed& feed) {
  const auto stub = replica.NewStub();
  AwaitFound(*stub, feed.PositionOf(feed.head()));
  const double before_ms = Freshness(*stub, feed);
  double first_ms = 0;
  std::jthread asks([&] {
    const auto begin = Clock::now();
    query::v1::SuggestTermsRequest request;
    request.set_prefix("王");
    request.add_kinds(query::v1::TERM_KIND_PERSON);
    grpc::ClientContext context;
    query::v1::SuggestTermsResponse response;
    if (!stub->SuggestTerms(&context, request, &response).ok()) std::abort();
    first_ms = Since(begin);
  });
  Pause(50);
  const double fresh_ms = Freshness(*stub, feed);
  asks.join();
  absl::PrintF("{\"first_suggestion_ms\":%.0f,\"fresh_before_ms\":%.0f,\"fresh_meanwhile_ms\":%.0f}\n", first_ms,
               before_ms, fresh_ms);
}

void Time(const Replica& replica) {
  const auto stub = replica.NewStub();
  for (const DearCall& call : DearCalls(*stub)) {
    if (call.name == "export") continue;
    std::vector<double> times;
    const double cpu = replica.CpuSeconds();
    for (int n = 0; n < kCallsEach; ++n) {
      grpc::ClientContext context;
      const auto begin = Clock::now();
      const grpc::Status status = call.make(*stub, context, n);
      if (!status.ok()) std::cerr << call.name << ": " << status.error_message() << "\n", std::abort();
      times.push_back(Since(begin));
    }
    const double cpu_ms = (replica.CpuSeconds() - cpu) * 1000 / kCallsEach;
    std::sort(times.begin(), times.end());
    absl::PrintF(
        "{\"call\":\"%s\",\"calls\":%d,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"max_ms\":%.2f,\"server_cpu_ms\":%.2f}\n",
        call.name, kCallsEach, times[kCallsEach / 2], times[kCallsEach * 99 / 100], times.back(), cpu_ms);
  }
}

// How long the server goes on after the caller has gone, at any moment of a call.
void End(const std::string& data) {
  const auto store = query::SqliteRecordStore::Open({.path = data + "/store.db", .readers = 8});
  const auto index = query::OpenSegmentIndex(data + "/index");
  if (!store.ok() || !index.ok()) std::cerr << store.status() << index.status() << "\n", std::abort();
  query::ProgressBoard board;
  query::RecordCache cache(size_t{64} << 20);
  broadsheet::testing::TestServer server;
  query::QueryServiceHandlers handlers(server.gate(),
                                       {.store = **store, .index = **index, .board = board, .cache = cache});
  server.Start({{kQueryService, &handlers}});
  const auto stub = query::v1::QueryService::NewStub(server.channel());
  std::mt19937 random(1);
  for (const DearCall& call : DearCalls(*stub)) {
    std::vector<double> times;
    for (int n = 0; n < kEndedEach; ++n) {
      grpc::ClientContext context;
      std::jthread caller([&] { call.make(*stub, context, n); });
      std::this_thread::sleep_for(std::chrono::microseconds(random() % 20'000));
      const auto gone = Clock::now();
      context.TryCancel();
      while (!server.gate().CallsIfIdle()) std::this_thread::sleep_for(std::chrono::microseconds(100));
      times.push_back(Since(gone));
    }
    std::sort(times.begin(), times.end());
    absl::PrintF("{\"ended\":\"%s\",\"calls\":%d,\"p50_ms\":%.2f,\"max_ms\":%.2f}\n", call.name, kEndedEach,
                 times[kEndedEach / 2], times.back());
  }
}

void Run(const std::string& program, const std::string& text, uint64_t records, const std::string& folder) {
  const bool loaded = fs::exists(folder + "/data");
  fs::create_directories(folder);
  TextFeed feed(text);
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&feed);
  const auto server = builder.BuildAndStart();
  const std::string address = "127.0.0.1:" + std::to_string(port);
  Replica replica(program, address, folder);
  if (loaded) {
    feed.SetHead(records);
    replica.Launch();
    replica.AwaitServing();
  } else {
    Load(replica, feed, records);
  }
  for (int turn = 0; turn < 3; ++turn) {
    replica.Stop();
    Restart(replica, "a stop", feed.head());
  }
  FirstSuggestion(replica, feed);
  Time(replica);
  replica.Stop();
  End(folder + "/data");
  server->Shutdown(std::chrono::system_clock::now());
}

}  // namespace
}  // namespace broadsheet::benchmark

int main(int argc, char** argv) {
  if (argc != 5) return std::cerr << "usage: replica_benchmark QUERY_SERVICE TEXT RECORDS FOLDER\n", 2;
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  broadsheet::benchmark::Run(argv[1], argv[2], std::stoull(argv[3]), argv[4]);
  return 0;
}
