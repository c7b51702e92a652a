#include <grpcpp/client_context.h>

#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <thread>
#include <utility>

#include "broadsheet/ingest/v1/ingest_service.grpc.pb.h"
#include "broadsheet/query/v1/query_service.grpc.pb.h"
#include "common/feed/position.h"
#include "tests/e2e/crash/fault.h"

namespace broadsheet::testing {
namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr auto kPatience = seconds(30);

class RestoreFault : public Fault {
 public:
  explicit RestoreFault(const FaultScene& scene)
      : scene_(scene),
        ingest_(ingest::v1::IngestService::NewStub(scene.pair.ingest_channel())),
        query_(query::v1::QueryService::NewStub(scene.pair.query_channel())) {}

  void Prepare(std::mt19937_64& random) override {
    if (std::exchange(starts_over_, false)) scene_.pair.StopQuery();
    scene_.pair.Start();
    WaitUntilServing();
    kind_ = static_cast<Kind>(random() % kKinds);
    before_ = scene_.ledger.snapshot();
    if (kind_ == Kind::kIngestBackup) {
      fs::remove_all(Path("backup"));
      Backup("--backup-to");
      return;
    }
    Stop();
    fs::remove_all(Path("backup"));
    fs::copy(Folder(), Path("backup"), fs::copy_options::recursive);
    scene_.pair.Start();
  }

  void Strike(std::mt19937_64&) override {}

  void Heal(std::mt19937_64& random) override {
    if (OfIngest()) WaitUntilApplied();
    const std::string followed = kind_ == Kind::kIngestGrown ? FollowedPosition() : "";
    Stop();
    if (kind_ == Kind::kQueryStore) {
      for (const char* suffix : {"-wal", "-shm"}) fs::remove(Folder() + "/store.db" + suffix);
      fs::copy_file(Path("backup/store.db"), Folder() + "/store.db", fs::copy_options::overwrite_existing);
      return scene_.pair.Start();
    }
    fs::remove_all(Folder());
    if (kind_ == Kind::kIngestBackup) {
      Backup("--restore-from");
    } else {
      fs::copy(Path("backup"), Folder(), fs::copy_options::recursive);
    }
    scene_.pair.Start();
    if (kind_ == Kind::kQueryFiles) return;
    if (scene_.ledger.snapshot().acknowledged > before_.acknowledged) {
      if (kind_ == Kind::kIngestGrown) GrowBeyond(followed);
      ExpectRefusal(kind_ == Kind::kIngestGrown ? "has grown since" : "start-over");
    }
    Recover(random() % 2 == 0);
    scene_.ledger.GoBackTo(before_);
  }

 private:
  // Files as they were copied, also with new issues until the follower is not
  // ahead any more; a backup, as backup_issues makes and restores it.
  enum class Kind { kIngestFiles, kIngestGrown, kIngestBackup, kQueryFiles, kQueryStore };
  static constexpr int kKinds = 5;

  bool OfIngest() const { return kind_ < Kind::kQueryFiles; }
  std::string Path(const std::string& name) const { return scene_.folder + "/" + name; }
  std::string Folder() const { return Path(OfIngest() ? "ingest" : "query"); }
  void Stop() { OfIngest() ? scene_.pair.StopIngest() : scene_.pair.StopQuery(); }

  void Backup(const std::string& flag) const {
    ChildProcess command({scene_.backup, "--data-dir=" + Path("ingest"), flag + "=" + Path("backup")},
                         Path("backup.log"));
    if (command.Wait(kPatience) != 0) throw std::runtime_error("backup_issues " + flag + " failed");
  }

  // Asks until the answer is as wanted; throws `what` if it never is.
  template <typename Ask>
  static void WaitUntil(const char* what, Ask ask) {
    for (const auto end = steady_clock::now() + kPatience; steady_clock::now() < end;) {
      grpc::ClientContext context;
      context.set_wait_for_ready(true);
      context.set_deadline(std::chrono::system_clock::now() + kPatience);
      if (ask(context)) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    throw std::runtime_error(what);
  }

  void WaitUntilServing() {
    const auto end = std::chrono::system_clock::now() + kPatience;
    for (const auto& channel : {scene_.pair.ingest_channel(), scene_.pair.query_channel()}) {
      if (!channel->WaitForConnected(end)) throw std::runtime_error("a service does not start");
    }
  }

  // All that was acknowledged, so that the follower is ahead of an older log.
  void WaitUntilApplied() {
    query::v1::ListRecordsRequest request;
    request.set_parent("publications/-/issues/-");
    request.set_min_position(scene_.ledger.snapshot().position);
    WaitUntil("the follower does not get on", [&](grpc::ClientContext& context) {
      query::v1::ListRecordsResponse records;
      return query_->ListRecords(&context, request, &records).ok();
    });
  }

  std::string FollowedPosition() {
    std::string position;
    WaitUntil("the query service does not say how far it got", [&](grpc::ClientContext& context) {
      query::v1::GetIndexStatusResponse status;
      if (!query_->GetIndexStatus(&context, {}, &status).ok() || status.freshness().logs_size() != 1) return false;
      position = status.freshness().logs(0).position();
      return true;
    });
    return position;
  }

  // Uploads issues that the ledger does not know, and has the query service ask
  // again.
  void GrowBeyond(const std::string& position) {
    const uint64_t wanted = ParsePosition(position).value().sequence;
    for (uint64_t reached = 0; reached < wanted;) {
      ingest::v1::CreateIssueRequest request;
      request.mutable_metadata()->set_parent("publications/grown");
      request.mutable_metadata()->set_issue_id("g" + std::to_string(++grown_));
      request.set_text("老灯塔\n\n昨晚重新亮起的是第" + std::to_string(grown_) + "盏灯。");
      WaitUntil("the restored ingest service takes no issue", [&](grpc::ClientContext& context) {
        ingest::v1::CreateIssueResponse response;
        if (!ingest_->CreateIssue(&context, request, &response).ok()) return false;
        reached = ParsePosition(response.position()).value().sequence;
        return true;
      });
    }
    scene_.pair.StopQuery();
    scene_.pair.Start();
  }

  void ExpectRefusal(const char* words) {
    WaitUntil("the query service follows an older log without a word", [&](grpc::ClientContext& context) {
      query::v1::GetIndexStatusResponse status;
      if (!query_->GetIndexStatus(&context, {}, &status).ok() || status.freshness().logs_size() != 1) return false;
      return status.freshness().logs(0).problem().find(words) != std::string::npos;
    });
  }

  // The two ways that the query service names.
  void Recover(bool remove_data) {
    scene_.pair.StopQuery();
    if (remove_data) {
      fs::remove_all(Path("query"));
      return scene_.pair.Start();
    }
    scene_.pair.Start({"--start-over"});
    starts_over_ = true;
    // Until the feed is heard, positions of a copy that kept its log's id count
    // as applied if the old history reached so far.
    WaitUntil("the query service does not start over", [&](grpc::ClientContext& context) {
      query::v1::GetIndexStatusResponse status;
      return query_->GetIndexStatus(&context, {}, &status).ok() && status.freshness().logs_size() == 1 &&
             status.freshness().logs(0).connected();
    });
  }

  const FaultScene scene_;
  const std::unique_ptr<ingest::v1::IngestService::Stub> ingest_;
  const std::unique_ptr<query::v1::QueryService::Stub> query_;
  int64_t grown_ = 0;
  Kind kind_ = Kind::kIngestFiles;
  bool starts_over_ = false;  // the query service runs with that flag
  UploadLedger::Snapshot before_;
};

}  // namespace

std::unique_ptr<Fault> MakeRestoreFault(const FaultScene& scene) { return std::make_unique<RestoreFault>(scene); }

}  // namespace broadsheet::testing
