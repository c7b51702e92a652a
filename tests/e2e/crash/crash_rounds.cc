// Has something go wrong at random moments of uploading and looks whether all
// that was acknowledged can be found, each record once.
//
//   crash_rounds --ingest=PATH --query=PATH [--fault=KIND] [--rounds=N] [--seed=S]
//
// A round: uploads from two threads; after a random time the fault strikes one
// service or both; it is healed; what was not acknowledged is sent again; then
// the issues of the round are looked for, and at the end all of them. The seed
// decides what is sent, what happens to whom and when.
#include <grpcpp/client_context.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <random>
#include <stdexcept>
#include <thread>

#include "absl/strings/str_join.h"
#include "broadsheet/ingest/v1/ingest_service.grpc.pb.h"
#include "broadsheet/query/v1/query_service.grpc.pb.h"
#include "common/config/option_parser.h"
#include "tests/e2e/crash/fault.h"
#include "tests/e2e/crash/service_pair.h"
#include "tests/e2e/crash/upload_ledger.h"

namespace broadsheet::testing {
namespace {

using ingest::v1::IngestService;
using query::v1::QueryService;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int kUploaders = 2;
constexpr int kLatestStrikeMs = 150;
constexpr int64_t kReportEvery = 25;
constexpr auto kPatience = std::chrono::seconds(60);

struct Options {
  PairPrograms programs;
  std::string fault = "kill", shim, backup;
  int64_t rounds = 20, seed = 1;
};

struct Findings {
  int64_t lost = 0, doubled = 0;
};

void Allow(grpc::ClientContext& context) {
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
  context.set_wait_for_ready(true);
}

// Sends it in one message or in chunks; the position if it was acknowledged.
std::optional<std::string> Send(IngestService::Stub& stub, const Upload& upload, bool stream, bool wait) {
  ingest::v1::IssueMetadata metadata;
  metadata.set_parent("publications/crash");
  metadata.set_issue_id(upload.issue_id);
  metadata.mutable_issue()->set_date("2024-03-05");
  metadata.set_allow_replace(true);
  grpc::ClientContext context;
  Allow(context);
  context.set_wait_for_ready(wait);
  if (!stream) {
    ingest::v1::CreateIssueRequest request;
    *request.mutable_metadata() = metadata;
    request.set_text(upload.text);
    ingest::v1::CreateIssueResponse response;
    return stub.CreateIssue(&context, request, &response).ok() ? std::optional(response.position()) : std::nullopt;
  }
  ingest::v1::UploadIssueResponse response;
  const auto writer = stub.UploadIssue(&context, &response);
  ingest::v1::UploadIssueRequest part;
  *part.mutable_metadata() = metadata;
  writer->Write(part);
  for (size_t at = 0; at < upload.text.size(); at += 100) {
    part.set_chunk(upload.text.substr(at, 100));
    writer->Write(part);
  }
  writer->WritesDone();
  return writer->Finish().ok() ? std::optional(response.position()) : std::nullopt;
}

// Uploads until one fails, which is what a fault may do, or time is up.
void UploadUntilFailure(IngestService::Stub& stub, UploadLedger& ledger, steady_clock::time_point until) {
  while (steady_clock::now() < until) {
    const Upload upload = ledger.Next();
    const auto position = Send(stub, upload, upload.markers.size() % 2 == 0, false);
    if (!position) return;
    ledger.Acknowledge(upload, *position);
  }
}

// Calls `call` with a fresh context until it is OK; ends the run if it never is.
template <typename Call>
void Insist(const char* what, Call call) {
  grpc::Status status;
  for (const auto end = steady_clock::now() + kPatience; steady_clock::now() < end;) {
    grpc::ClientContext context;
    Allow(context);
    status = call(context);
    if (status.ok()) return;
    std::this_thread::sleep_for(milliseconds(20));
  }
  throw std::runtime_error(std::string(what) + ": " + status.error_message());
}

class Rounds {
 public:
  explicit Rounds(const Options& options)
      : random_(options.seed),
        ledger_(random_()),
        pair_(options.programs, folder_.path()),
        ingest_(IngestService::NewStub(pair_.ingest_channel())),
        query_(QueryService::NewStub(pair_.query_channel())),
        fault_(MakeFault(options.fault, {pair_, ledger_, folder_.path(), options.shim, options.backup})) {
    if (fault_ == nullptr) throw std::runtime_error("--fault: got " + options.fault);
  }

  void Round() {
    pair_.Start();
    fault_->Prepare(random_);
    StrikeWhileUploading();
    fault_->Heal(random_);
    SettleUnderWay();
    if (ledger_.snapshot().position.empty()) ledger_.Next(), SettleUnderWay();
    for (const std::string& id : ledger_.TakeChanged()) Check(ledger_.snapshot().stored.at(id));
  }

  // Everything there ever was.
  void CheckAll() {
    const auto all = ledger_.snapshot();
    for (const auto& [id, upload] : all.stored) Check(upload);
    for (const std::string& marker : all.replaced) findings_.doubled += Count(marker);
  }

  int64_t acknowledged() const { return ledger_.snapshot().acknowledged; }
  const Findings& findings() const { return findings_; }
  const std::string& folder() const { return folder_.path(); }

 private:
  void StrikeWhileUploading() {
    pair_.ingest_channel()->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(20));
    const auto moment = milliseconds(random_() % kLatestStrikeMs);
    const auto until = steady_clock::now() + moment + milliseconds(30);  // past it, if uploads go on
    std::vector<std::jthread> uploaders;
    for (int i = 0; i < kUploaders; ++i) {
      uploaders.emplace_back([this, until] { UploadUntilFailure(*ingest_, ledger_, until); });
    }
    std::this_thread::sleep_for(moment);
    fault_->Strike(random_);
  }

  void SettleUnderWay() {
    for (const Upload& upload : ledger_.UnderWay()) {
      std::optional<std::string> position;
      for (const auto end = steady_clock::now() + kPatience; !position && steady_clock::now() < end;) {
        position = Send(*ingest_, upload, false, true);
      }
      if (!position) throw std::runtime_error("cannot upload " + upload.name() + " again");
      ledger_.Acknowledge(upload, *position);
    }
  }

  // Hits of one marker, read at or after the latest acknowledgement.
  int64_t Count(const std::string& marker) {
    query::v1::SearchRecordsRequest request;
    request.set_query(marker);
    request.set_min_position(ledger_.snapshot().position);
    query::v1::SearchRecordsResponse response;
    Insist("search", [&](grpc::ClientContext& context) { return query_->SearchRecords(&context, request, &response); });
    return response.results_size();
  }

  void Check(const Upload& upload) {
    for (const std::string& marker : upload.markers) {
      const int64_t hits = Count(marker);
      if (hits == 0) Report("lost", upload, marker, findings_.lost);
      if (hits > 1) Report("doubled", upload, marker, findings_.doubled);
    }
    CompareRecords(upload);
  }

  // Ingest's records of the issue and query's are the same ones.
  void CompareRecords(const Upload& upload) {
    ingest::v1::GetIssueRequest get;
    get.set_name(upload.name());
    get.set_include_records(true);
    ingest::v1::GetIssueResponse stored;
    Insist("get", [&](grpc::ClientContext& context) { return ingest_->GetIssue(&context, get, &stored); });
    query::v1::ListRecordsRequest list;
    list.set_parent(upload.name());
    list.set_page_size(100);
    list.set_min_position(ledger_.snapshot().position);
    query::v1::ListRecordsResponse listed;
    Insist("list", [&](grpc::ClientContext& context) { return query_->ListRecords(&context, list, &listed); });
    std::multiset<std::string> missing, extra;
    for (const auto& record : stored.records()) missing.insert(record.name());
    for (const auto& record : listed.records()) {
      const auto found = missing.find(record.name());
      if (found == missing.end()) {
        extra.insert(record.name());
      } else {
        missing.erase(found);
      }
    }
    for (const std::string& name : missing) Report("lost", upload, name, findings_.lost);
    for (const std::string& name : extra) Report("doubled", upload, name, findings_.doubled);
  }

  void Report(const char* what, const Upload& upload, const std::string& which, int64_t& count) {
    ++count;
    std::cerr << what << ": " << upload.name() << " " << which << "\n";
  }

  TempDir folder_;
  std::mt19937_64 random_;
  UploadLedger ledger_;
  ServicePair pair_;
  std::unique_ptr<IngestService::Stub> ingest_;
  std::unique_ptr<QueryService::Stub> query_;
  std::unique_ptr<Fault> fault_;
  Findings findings_;
};

int Main(int argc, char** argv) {
  Options options;
  OptionParser parser("crash_rounds", "Has something go wrong at random moments; looks for what was acknowledged.");
  parser.AddText("ingest", options.programs.ingest, "ingest_service");
  parser.AddText("query", options.programs.query, "query_service");
  parser.AddText("fault", options.fault, "what goes wrong: " + absl::StrJoin(FaultKinds(), ", "));
  parser.AddText("shim", options.shim, "fault_shim, for disk-full, io-error and clock");
  parser.AddText("backup", options.backup, "backup_issues, for restore");
  parser.AddInteger("rounds", options.rounds, {1, 1'000'000}, "faults");
  parser.AddInteger("seed", options.seed, {0, INT64_MAX}, "decides what is sent, what happens to whom and when");
  const auto outcome = parser.Parse(argc, argv);
  if (!outcome.ok()) {
    std::cerr << "crash_rounds: " << outcome.status().message() << "\n";
    return 2;
  }
  if (*outcome == ParseOutcome::kExit) return 0;

  Rounds rounds(options);
  int64_t done = 0;
  try {
    for (; done < options.rounds; ++done) {
      if (done > 0 && done % kReportEvery == 0) std::cerr << done << " of " << options.rounds << " rounds\n";
      rounds.Round();
    }
    rounds.CheckAll();
  } catch (const std::exception& exception) {
    std::cerr << "crash_rounds: round " << done + 1 << ": " << exception.what() << "\n";
    for (const char* name : {"ingest.log", "query.log"}) {
      std::cerr << "--- end of " << name << "\n" << std::flush;
      std::system(("tail -n 20 " + rounds.folder() + "/" + name + " >&2").c_str());
    }
    return 1;
  }
  const Findings& findings = rounds.findings();
  std::printf("rounds %ld, uploads acknowledged %ld, records lost %ld, records doubled %ld (%s, seed %ld)\n",
              static_cast<long>(done), static_cast<long>(rounds.acknowledged()), static_cast<long>(findings.lost),
              static_cast<long>(findings.doubled), options.fault.c_str(), static_cast<long>(options.seed));
  return findings.lost + findings.doubled == 0 ? 0 : 1;
}

}  // namespace
}  // namespace broadsheet::testing

int main(int argc, char** argv) {
  try {
    return broadsheet::testing::Main(argc, argv);
  } catch (const broadsheet::testing::CannotRun& reason) {
    std::cerr << "skipped: " << reason.what() << "\n";
    return 77;
  }
}
