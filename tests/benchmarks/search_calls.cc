// SearchRecords over gRPC next to a bare unary echo of an equal answer, in turn,
// in one run: calls per second at 64 in flight, 10 results with snippets, and the
// processor time of a call, client and server together.
//
//   search_text.py COUNT SEED | search_calls SECONDS     so long each
//
// Prints one JSON object a line.
#include <grpcpp/create_channel.h>
#include <grpcpp/server_builder.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "broadsheet/query/v1/query_service.grpc.pb.h"
#include "common/server/method.h"
#include "common/text/utf8.h"
#include "query_service/api/query_service.h"
#include "query_service/follower/applier.h"
#include "query_service/index/segments/open_segment_index.h"
#include "query_service/search/dates.h"
#include "query_service/store/sqlite_record_store.h"
#include "tests/support/child_process.h"
#include "tests/support/test_server.h"

namespace broadsheet::query {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kInFlight = 64;
constexpr size_t kBatch = 500;
// Short, so that what else the machine does meets both alike.
constexpr double kTurn = 0.5;

class Echo final : public v1::QueryService::Service {
 public:
  explicit Echo(v1::SearchRecordsResponse answer) : answer_(std::move(answer)) {}
  grpc::Status SearchRecords(grpc::ServerContext*, const v1::SearchRecordsRequest*,
                             v1::SearchRecordsResponse* response) override {
    *response = answer_;
    return grpc::Status::OK;
  }

 private:
  const v1::SearchRecordsResponse answer_;
};

std::vector<std::string> Split(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

record::v1::Record RecordOf(const std::string& line) {
  const auto fields = Split(line, '\t');
  record::v1::Record record;
  record.set_name("publications/p/issues/i/records/r" + fields.at(0));
  record.set_kind(record::v1::RECORD_KIND_ARTICLE);
  record.set_publication(fields.at(1));
  record.set_date(FormatDay(std::stoll(fields.at(2))));
  record.set_section(fields.at(3));
  record.add_reporters()->set_name(fields.at(4));
  record.mutable_headline()->set_text(fields.at(5));
  for (const std::string& text : Split(fields.at(6), '\x1f')) {
    auto& paragraph = *record.add_paragraphs();
    paragraph.set_text(text);
    auto& span = *paragraph.add_spans();
    span.set_end(text.size());
    span.set_text_end(static_cast<uint32_t>(text.size()));
  }
  return record;
}

// Two to four characters of a paragraph.
std::string QueryFrom(const record::v1::Record& record, std::mt19937& random) {
  const std::string& text = record.paragraphs(static_cast<int>(random() % record.paragraphs_size())).text();
  std::vector<size_t> starts;
  for (size_t at = 0; at < text.size(); NextCharacter(text, at)) starts.push_back(at);
  const size_t length = 2 + random() % 3;
  if (starts.size() <= length) return "中国";
  const size_t first = random() % (starts.size() - length);
  return '"' + text.substr(starts[first], starts[first + length] - starts[first]) + '"';
}

// Reads the collection; returns queries drawn from it.
std::vector<std::string> Load(RecordStore& store, Applier& applier) {
  const int64_t log = store.OpenLog("benchmark")->key;
  std::vector<std::string> queries;
  std::mt19937 random(1);
  google::protobuf::RepeatedPtrField<feed::v1::Entry> entries;
  uint64_t next = 1;
  const auto apply = [&] {
    if (entries.empty()) return;
    const absl::Status status = applier.Apply({log, "benchmark", next, &entries});
    if (!status.ok()) std::cerr << status << "\n", std::abort();
    next += static_cast<uint64_t>(entries.size());
    entries.Clear();
  };
  for (std::string line; std::getline(std::cin, line);) {
    record::v1::Record record = RecordOf(line);
    if (random() % 20 == 0 && record.paragraphs_size() > 0) queries.push_back(QueryFrom(record, random));
    *entries.Add()->mutable_record_written() = std::move(record);
    if (static_cast<size_t>(entries.size()) == kBatch) apply();
  }
  apply();
  std::shuffle(queries.begin(), queries.end(), random);
  queries.resize(std::min<size_t>(queries.size(), 2000));
  return queries;
}

// Of the whole process: client and server.
double CpuSeconds() {
  rusage used;
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

// Of some turns.
struct Rate {
  double seconds = 0, cpu_s = 0;  // client and server together
  size_t calls = 0, answer_bytes = 0;
  v1::SearchRecordsResponse last;

  double calls_per_s() const { return static_cast<double>(calls) / seconds; }
  double cpu_us() const { return cpu_s * 1e6 / static_cast<double>(calls); }
  size_t bytes() const { return answer_bytes / calls; }
};

// Keeps kInFlight calls going for that long.
void Measure(const std::string& address, const std::vector<std::string>& queries, double seconds, Rate& rate) {
  struct Pending {
    grpc::ClientContext context;
    v1::SearchRecordsResponse response;
    grpc::Status status;
    std::unique_ptr<grpc::ClientAsyncResponseReader<v1::SearchRecordsResponse>> reader;
  };
  const auto stub = v1::QueryService::NewStub(grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
  grpc::CompletionQueue done;
  size_t started = rate.calls, finished = started;
  const auto start = [&] {
    auto* const pending = new Pending;
    v1::SearchRecordsRequest request;
    request.set_query(queries[started++ % queries.size()]);
    pending->reader = stub->AsyncSearchRecords(&pending->context, request, &done);
    pending->reader->Finish(&pending->response, &pending->status, pending);
  };
  const double cpu = CpuSeconds();
  const auto begin = Clock::now();
  const auto elapsed = [&] { return std::chrono::duration<double>(Clock::now() - begin).count(); };
  for (int i = 0; i < kInFlight; ++i) start();
  void* tag = nullptr;
  for (bool ok = false; finished < started && done.Next(&tag, &ok);) {
    const std::unique_ptr<Pending> pending(static_cast<Pending*>(tag));
    if (!pending->status.ok()) std::cerr << pending->status.error_message() << "\n", std::abort();
    ++finished;
    const size_t size = pending->response.ByteSizeLong();
    rate.answer_bytes += size;
    if (size > rate.last.ByteSizeLong() / 2) rate.last.Swap(&pending->response);
    if (elapsed() < seconds) start();
  }
  rate.calls = finished;
  rate.seconds += elapsed();
  rate.cpu_s += CpuSeconds() - cpu;
}

// An answer of about so many bytes.
v1::SearchRecordsResponse Sized(v1::SearchRecordsResponse answer, size_t bytes) {
  while (answer.results_size() > 1 && answer.ByteSizeLong() > bytes) answer.mutable_results()->RemoveLast();
  while (answer.results_size() > 0 && answer.ByteSizeLong() < bytes) *answer.add_results() = answer.results(0);
  return answer;
}

void Run(double seconds) {
  const broadsheet::testing::TempDir folder;
  const auto store = SqliteRecordStore::Open({.path = folder / "store.db", .readers = 8});
  const auto index = OpenSegmentIndex(folder / "index");
  ProgressBoard board;
  RecordCache cache(size_t{128} << 20);
  Applier applier(**store, **index, {});
  const auto begin = Clock::now();
  const std::vector<std::string> queries = Load(**store, applier);
  if (!applier.Flush().ok() || queries.empty()) std::abort();
  const double load = std::chrono::duration<double>(Clock::now() - begin).count();
  std::cout << "{\"loaded\":" << (*index)->Info().documents << ",\"load_s\":" << load << "}\n";

  testing::TestServer server;
  QueryServiceHandlers handlers(server.gate(), {**store, **index, board, cache});
  server.Start({{kQueryService, &handlers}});
  Rate warm;
  Measure(server.address(), queries, seconds, warm);
  Echo echo(Sized(warm.last, warm.bytes()));
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&echo);
  const auto bare = builder.BuildAndStart();
  Rate search, echoed;
  while (search.seconds < seconds) {
    Measure("127.0.0.1:" + std::to_string(port), queries, kTurn, echoed);
    Measure(server.address(), queries, kTurn, search);
  }
  std::cout << "{\"search_per_s\":" << search.calls_per_s() << ",\"echo_per_s\":" << echoed.calls_per_s()
            << ",\"ratio\":" << search.calls_per_s() / echoed.calls_per_s() << ",\"search_cpu_us\":" << search.cpu_us()
            << ",\"echo_cpu_us\":" << echoed.cpu_us() << ",\"search_bytes\":" << search.bytes()
            << ",\"echo_bytes\":" << echoed.bytes() << "}\n";
  bare->Shutdown();
}

}  // namespace
}  // namespace broadsheet::query

int main(int argc, char** argv) {
  broadsheet::query::Run(argc > 1 ? std::atof(argv[1]) : 3);
  return 0;
}
