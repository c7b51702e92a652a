// The program itself: killed, restarted, started wrongly.
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <signal.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "broadsheet/feed/v1/feed_service.grpc.pb.h"
#include "common/status/error.h"
#include "ingest_service/api/upload_limits.h"
#include "tests/support/ingest_process.h"
#include "tests/support/page_composer.h"

namespace broadsheet {
namespace {

using testing::ChildProcess;
using ::testing::HasSubstr;
using testing::IngestProcess;
using testing::IssueClient;
using testing::IssueNamed;
using testing::NameOf;
using testing::TempDir;

constexpr char kProgram[] = INGEST_SERVICE_PROGRAM;

std::string Page(uint32_t seed) {
  static const auto articles =
      testing::ReadInventedArticles(BROADSHEET_SOURCE_DIR "/tests/golden/articles/invented.txt");
  return testing::ComposePage(articles, testing::Layout::kBands, seed).text;
}

// What an upload was told, by the issue's name.
class Acknowledgements {
 public:
  void Add(const ingest::v1::UploadIssueResponse& answer) {
    const std::lock_guard lock(mutex_);
    positions_[answer.issue().name()] = answer.position();
  }
  std::map<std::string, std::string> positions() const {
    const std::lock_guard lock(mutex_);
    return positions_;
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::string> positions_;
};

// Uploads issues `prefix`-0, -1, … until the server is gone, and returns how many
// were begun.
uint32_t UploadUntilGone(const IngestProcess& server, const std::string& prefix, Acknowledgements& acknowledged) {
  IssueClient client = server.Connect();
  for (uint32_t i = 0;; ++i) {
    const auto answer = client.Upload(IssueNamed(prefix + "-" + std::to_string(i)), Page(i));
    if (!answer.ok()) return i + 1;
    acknowledged.Add(*answer);
  }
}

// Every issue and record that can be got is in the feed exactly once, and nothing
// else is.
std::set<std::string> ExpectFeedMatchesIssues(IssueClient& client) {
  std::set<std::string> issues, records;
  const auto feed = client.ReadFeed();
  EXPECT_TRUE(feed.ok()) << feed.status();
  for (const auto& entry : *feed) {
    if (entry.has_issue_written()) {
      EXPECT_TRUE(issues.insert(entry.issue_written().name()).second) << "twice: " << entry.issue_written().name();
    } else {
      EXPECT_TRUE(entry.has_record_written());
      EXPECT_TRUE(records.insert(entry.record_written().name()).second) << "twice: " << entry.record_written().name();
    }
  }
  for (const std::string& name : issues) {
    const auto stored = client.Get(name);
    EXPECT_TRUE(stored.ok()) << name << ": " << stored.status();
    if (!stored.ok()) continue;
    for (const auto& record : stored->records()) EXPECT_EQ(records.erase(record.name()), 1u) << record.name();
  }
  EXPECT_TRUE(records.empty()) << "of no issue: " << *records.begin();
  return issues;
}

TEST(IngestProcessTest, KilledInTheMiddleOfUploadsItKeepsWhatItAcknowledged) {
  const TempDir folder;
  Acknowledgements acknowledged;
  for (int round = 0; round < 4; ++round) {
    IngestProcess server(kProgram, folder);
    std::vector<std::jthread> clients;
    std::atomic<uint32_t> begun{0};
    for (int c = 0; c < 3; ++c) {
      clients.emplace_back([&, prefix = "r" + std::to_string(round) + "c" + std::to_string(c)] {
        begun += UploadUntilGone(server, prefix, acknowledged);
      });
    }
    const size_t before = acknowledged.positions().size();
    while (acknowledged.positions().size() < before + 5 + static_cast<size_t>(round)) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    server.process().Kill();
    clients.clear();
    EXPECT_GT(begun, 0u);
  }

  IngestProcess server(kProgram, folder);
  IssueClient client = server.Connect();
  const std::set<std::string> issues = ExpectFeedMatchesIssues(client);
  std::set<std::string> positions;
  const auto feed = client.ReadFeed();
  for (const auto& entry : *feed) positions.insert(entry.position());
  for (const auto& [name, position] : acknowledged.positions()) {
    EXPECT_TRUE(issues.count(name)) << "acknowledged and lost: " << name;
    EXPECT_TRUE(positions.count(position)) << position;
  }
}

TEST(IngestProcessTest, AnUploadSentAgainAfterAKillIsStoredOnce) {
  const TempDir folder;
  ingest::v1::IssueMetadata metadata = IssueNamed("a");
  metadata.set_request_id("upload-1");
  std::string position;
  {
    IngestProcess server(kProgram, folder);
    const auto answer = server.Connect().Upload(metadata, Page(1));
    ASSERT_TRUE(answer.ok()) << answer.status();
    position = answer->position();
    server.process().Kill();
  }
  IngestProcess server(kProgram, folder);
  IssueClient client = server.Connect();
  const auto again = client.Upload(metadata, Page(1));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(again->already_stored());
  EXPECT_EQ(again->position(), position);
  EXPECT_EQ(ExpectFeedMatchesIssues(client), std::set<std::string>{NameOf("a")});

  ingest::v1::ReparseIssueRequest reparse;
  reparse.set_name(NameOf("a"));
  const auto reparsed = client.Call(&IssueClient::Stub::ReparseIssue, reparse);
  ASSERT_TRUE(reparsed.ok()) << reparsed.status();
  EXPECT_GT(reparsed->unchanged(), 0u);
  EXPECT_EQ(reparsed->position(), position) << "the same parser makes the same records";
}

// The most memory that the process has had, in KiB.
int64_t PeakMemory(const ChildProcess& process) {
  std::ifstream status("/proc/" + std::to_string(process.pid()) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmHWM:", 0) == 0) return std::stoll(line.substr(6));
  }
  return 0;
}

TEST(IngestProcessTest, APageBeyondTheLimitIsRefusedBeforeItsMemoryIsSpent) {
  const TempDir folder;
  IngestProcess server(kProgram, folder, {"--max-issue-bytes=1MiB"});
  IssueClient client = server.Connect();
  ASSERT_TRUE(client.Upload(IssueNamed("a"), Page(1)).ok());
  const int64_t before = PeakMemory(server.process());
  ASSERT_GT(before, 0);
  const absl::Status status =
      client.Send(testing::Messages(IssueNamed("b"), std::string(50 << 20, 'x'), 1 << 20)).status();
  EXPECT_EQ(ReasonOf(status), "ISSUE_TOO_LARGE");
  EXPECT_EQ(MetadataOf(status, "limit_bytes"), "1048576");
  EXPECT_LT(PeakMemory(server.process()) - before, 25 << 10) << "half of what was sent";
}

// One page, as a text without form feeds is: the most that a parse takes.
TEST(IngestProcessTest, AParseTakesNoMoreMemoryThanItIsCharged) {
  std::string text;
  for (uint32_t i = 0; text.size() < (600 << 10); ++i) text += Page(i) + "\n\n";
  const TempDir folder;
  IngestProcess server(kProgram, folder);
  IssueClient client = server.Connect();
  ASSERT_TRUE(client.Upload(IssueNamed("a"), Page(1)).ok());
  const int64_t before = PeakMemory(server.process());
  ASSERT_TRUE(client.Upload(IssueNamed("b"), text).ok());
  const int64_t per_byte = (PeakMemory(server.process()) - before) * 1024 / static_cast<int64_t>(text.size());
  RecordProperty("bytes_per_byte", static_cast<int>(per_byte));
  EXPECT_LT(per_byte, static_cast<int64_t>(ingest::kParseBytesPerByte));
}

TEST(IngestProcessTest, ASignalEndsItInOrder) {
  const TempDir folder;
  IngestProcess server(kProgram, folder);
  server.process().Signal(SIGTERM);
  EXPECT_EQ(server.process().Wait(std::chrono::seconds(30)), 0);
}

// How it ends, and what it says, when started so.
std::pair<int, std::string> StartWrongly(const TempDir& folder, std::vector<std::string> flags) {
  flags.insert(flags.begin(), kProgram);
  const std::string output = folder / "output";
  ChildProcess process(flags, output);
  const int status = process.Wait(std::chrono::seconds(30));
  std::ifstream file(output);
  return {status, std::string(std::istreambuf_iterator<char>(file), {})};
}

TEST(IngestProcessTest, ItSaysWhatItCannotStartWith) {
  const TempDir folder;
  const std::string data = "--data-dir=" + folder / "data", broken = folder / "broken.lm", file = folder / "file";
  std::ofstream(broken) << "no model";
  std::ofstream(file) << "no folder";
  const struct {
    std::vector<std::string> flags;
    std::string said;
  } cases[] = {{{}, "--data-dir"},
               {{data, "--no-such-flag"}, "--no-such-flag"},
               {{data, "--max-issue-bytes=1"}, "--max-issue-bytes"},
               {{data, "--language-model-file=" + folder / "none.lm"}, folder / "none.lm"},
               {{data, "--language-model-file=" + broken}, broken},
               {{"--data-dir=" + file}, file},
               {{data, "--listen-address=0.0.0.0:0"}, "--listen-address"}};
  for (const auto& wrong : cases) {
    const auto [status, output] = StartWrongly(folder, wrong.flags);
    EXPECT_GT(status, 0) << output;
    EXPECT_THAT(output, HasSubstr(wrong.said));
  }
}

TEST(IngestProcessTest, ADatabaseIsForOneProcess) {
  const TempDir folder;
  const IngestProcess server(kProgram, folder);
  const auto [status, output] = StartWrongly(folder, {"--data-dir=" + folder / "data"});
  EXPECT_GT(status, 0);
  EXPECT_THAT(output, HasSubstr("ingest.db"));
}

// Sends SIGTERM, and how long it took to end with status 0.
std::chrono::steady_clock::duration TimeToEnd(ChildProcess& process) {
  const auto start = std::chrono::steady_clock::now();
  process.Signal(SIGTERM);
  EXPECT_EQ(process.Wait(std::chrono::seconds(60)), 0);
  return std::chrono::steady_clock::now() - start;
}

TEST(IngestProcessTest, IdleItEndsSoonAfterSigterm) {
  const TempDir folder;
  IngestProcess server(kProgram, folder);
  IssueClient client = server.Connect();
  ASSERT_TRUE(client.Upload(IssueNamed("a"), Page(1)).ok());
  EXPECT_LT(TimeToEnd(server.process()), std::chrono::seconds(5));
}

TEST(IngestProcessTest, WithAHundredWatchesItEndsWithinTheGracePeriod) {
  const TempDir folder;
  IngestProcess server(kProgram, folder, {"--grace-period=20s"});
  const auto stub =
      feed::v1::FeedService::NewStub(grpc::CreateChannel(server.address(), grpc::InsecureChannelCredentials()));
  ASSERT_TRUE(server.Connect().Upload(IssueNamed("a"), Page(1)).ok());
  std::vector<grpc::ClientContext> contexts(100);
  std::vector<std::unique_ptr<grpc::ClientReader<feed::v1::WatchRecordsResponse>>> watches;
  feed::v1::WatchRecordsResponse response;
  for (auto& context : contexts) {
    watches.push_back(stub->WatchRecords(&context, {}));
    ASSERT_TRUE(watches.back()->Read(&response));
  }
  EXPECT_LT(TimeToEnd(server.process()), std::chrono::seconds(20));
  for (auto& watch : watches) {
    while (watch->Read(&response)) continue;
    EXPECT_EQ(watch->Finish().error_code(), grpc::StatusCode::UNAVAILABLE);
  }
}

}  // namespace
}  // namespace broadsheet
