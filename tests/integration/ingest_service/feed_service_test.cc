// The feed over real sockets.
#include "ingest_service/feed/feed_service.h"

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>
#include <prometheus/registry.h>

#include <thread>

#include "common/grpc/status.h"
#include "common/server/server.h"
#include "common/status/error.h"
#include "ingest_service/store/memory_record_log.h"
#include "tests/support/stored_issues.h"

namespace broadsheet::ingest {
namespace {

using feed::v1::ReadRecordsRequest;
using feed::v1::ReadRecordsResponse;
using feed::v1::WatchRecordsRequest;
using feed::v1::WatchRecordsResponse;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

class FeedServiceTest : public ::testing::Test {
 protected:
  FeedServiceTest() {
    ServerOptions options;
    options.limits.max_watches = 8;
    options.grace_period = absl::Milliseconds(500);
    server_ = *Server::Create(options, std::make_shared<prometheus::Registry>());
    FeedOptions feed_options;
    feed_options.progress_interval = milliseconds(600);
    service_ = std::make_unique<FeedService>(server_->gate(), log_, feed_options);
    EXPECT_TRUE(server_->Start({{kFeedService, service_.get()}}).ok());
    stub_ = feed::v1::FeedService::NewStub(
        grpc::CreateChannel("127.0.0.1:" + std::to_string(server_->port()), grpc::InsecureChannelCredentials()));
  }

  // Issue number `i`: three entries.
  void Append(int i, size_t text_bytes = 10) {
    ASSERT_TRUE(log_.Append(MakeIssue("p", "i" + std::to_string(i),
                                      {{"a", std::string(text_bytes, 'x')}, {"b", std::string(text_bytes, 'y')}}),
                            false)
                    .ok());
  }

  ReadRecordsResponse Read(const std::string& after, int32_t max_entries = 0, int64_t max_bytes = 0) {
    ReadRecordsRequest request;
    request.set_after(after);
    request.set_max_entries(max_entries);
    request.set_max_bytes(max_bytes);
    ReadRecordsResponse response;
    grpc::ClientContext context;
    const grpc::Status status = stub_->ReadRecords(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  // A watch and the context that can cancel it.
  struct Watcher {
    grpc::ClientContext context;
    std::unique_ptr<grpc::ClientReader<WatchRecordsResponse>> reader;
  };
  std::unique_ptr<Watcher> Watch(const std::string& after, int64_t max_bytes = 0) {
    WatchRecordsRequest request;
    request.set_after(after);
    request.set_max_bytes(max_bytes);
    auto watcher = std::make_unique<Watcher>();
    watcher->context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    watcher->reader = stub_->WatchRecords(&watcher->context, request);
    return watcher;
  }

  MemoryRecordLog log_{"here"};
  std::unique_ptr<FeedService> service_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<feed::v1::FeedService::Stub> stub_;
};

TEST_F(FeedServiceTest, ReadPagesThroughTheLog) {
  EXPECT_EQ(Read("").last_position(), "");
  for (int i = 0; i < 3; ++i) Append(i);
  std::string at;
  std::vector<std::string> positions;
  for (ReadRecordsResponse page = Read(at, 2); !page.entries().empty(); page = Read(at, 2)) {
    for (const auto& entry : page.entries()) positions.push_back(entry.position());
    at = page.last_position();
    EXPECT_EQ(at, positions.back());
    EXPECT_EQ(page.remaining(), 9 - static_cast<int64_t>(positions.size()));
    EXPECT_EQ(page.log_id(), "here");
  }
  EXPECT_EQ(positions.size(), 9u);
  const ReadRecordsResponse end = Read(at);
  EXPECT_EQ(end.last_position(), at);
  EXPECT_EQ(end.head_position(), at);
}

TEST_F(FeedServiceTest, ReadKeepsToItsLimits) {
  Append(0, 100000);
  EXPECT_EQ(Read("", 0, 150000).entries_size(), 2);
  EXPECT_EQ(Read("", 0, 1).entries_size(), 1);
  EXPECT_EQ(Read("", 1000000, int64_t{1} << 40).entries_size(), 3) << "larger limits are coerced";
  ReadRecordsRequest request;
  ReadRecordsResponse response;
  for (const bool bytes : {false, true}) {
    request.set_max_entries(bytes ? 0 : -1);
    request.set_max_bytes(bytes ? -1 : 0);
    grpc::ClientContext context;
    EXPECT_EQ(stub_->ReadRecords(&context, request, &response).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  }
}

TEST_F(FeedServiceTest, BadPositionsEndBothMethods) {
  ReadRecordsRequest request;
  request.set_after("elsewhere:5");
  ReadRecordsResponse response;
  grpc::ClientContext context;
  EXPECT_EQ(ReasonOf(FromGrpc(stub_->ReadRecords(&context, request, &response))), "FOREIGN_LOG");
  for (const auto& [after, reason] : {std::pair{"elsewhere:5", "FOREIGN_LOG"}, std::pair{"here:5", "POSITION_AHEAD"},
                                      std::pair{"???", "BAD_POSITION"}}) {
    auto watcher = Watch(after);
    WatchRecordsResponse message;
    EXPECT_FALSE(watcher->reader->Read(&message));
    EXPECT_EQ(ReasonOf(FromGrpc(watcher->reader->Finish())), reason);
  }
}

TEST_F(FeedServiceTest, WatchSendsWhatIsThereThenWhatComes) {
  Append(0);
  auto watcher = Watch("");
  WatchRecordsResponse message;
  ASSERT_TRUE(watcher->reader->Read(&message));
  EXPECT_EQ(message.entries_size(), 3);
  EXPECT_EQ(message.first_position(), "here:1");
  EXPECT_EQ(message.last_position(), "here:3");
  EXPECT_EQ(message.remaining(), 0);
  Append(1);
  do {
    ASSERT_TRUE(watcher->reader->Read(&message));
  } while (message.entries().empty());
  EXPECT_EQ(message.first_position(), "here:4");
  watcher->context.TryCancel();
}

TEST_F(FeedServiceTest, WatchGoesOnFromWhereItIsTold) {
  Append(0);
  auto watcher = Watch("here:2");
  WatchRecordsResponse message;
  ASSERT_TRUE(watcher->reader->Read(&message));
  EXPECT_EQ(message.first_position(), "here:3");
  watcher->context.TryCancel();
}

TEST_F(FeedServiceTest, BatchesAreCutByBytes) {
  for (int i = 0; i < 4; ++i) Append(i, 50000);
  auto watcher = Watch("", 120000);
  WatchRecordsResponse message;
  int64_t entries = 0, messages = 0;
  while (entries < 12) {
    ASSERT_TRUE(watcher->reader->Read(&message));
    EXPECT_LT(message.ByteSizeLong(), 125000u);
    entries += message.entries_size();
    EXPECT_EQ(message.remaining(), 12 - entries);
    ++messages;
  }
  EXPECT_GE(messages, 4);
  watcher->context.TryCancel();
}

TEST_F(FeedServiceTest, AnIdleWatchShowsThatItLives) {
  auto watcher = Watch("");
  WatchRecordsResponse message;
  ASSERT_TRUE(watcher->reader->Read(&message));
  EXPECT_EQ(message.head_position(), "");
  const auto begin = steady_clock::now();
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(watcher->reader->Read(&message));
    EXPECT_TRUE(message.entries().empty());
    EXPECT_EQ(message.log_id(), "here");
    EXPECT_GT(message.send_time().seconds(), 0);
  }
  const auto took = steady_clock::now() - begin;
  EXPECT_GT(took, milliseconds(3 * 150));
  EXPECT_LT(took, milliseconds(3 * 600));
  watcher->context.TryCancel();
}

// The status that a watch ends with.
grpc::Status EndOf(grpc::ClientReader<WatchRecordsResponse>& reader) {
  WatchRecordsResponse message;
  while (reader.Read(&message)) {
  }
  return reader.Finish();
}

TEST_F(FeedServiceTest, DrainTellsWatchersToComeBack) {
  Append(0);
  auto watcher = Watch("");
  WatchRecordsResponse message;
  ASSERT_TRUE(watcher->reader->Read(&message));
  const auto begin = steady_clock::now();
  std::thread drain([&] { server_->Drain(); });
  const absl::Status status = FromGrpc(EndOf(*watcher->reader));
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_TRUE(status.GetPayload("type.googleapis.com/google.rpc.RetryInfo").has_value());
  drain.join();
  EXPECT_LT(steady_clock::now() - begin, milliseconds(450)) << "an idle watch does not use up the grace period";
}

TEST_F(FeedServiceTest, ACancelledWatchIsGoneSoon) {
  std::vector<std::unique_ptr<Watcher>> watchers;
  WatchRecordsResponse message;
  for (int i = 0; i < 8; ++i) {
    watchers.push_back(Watch(""));
    ASSERT_TRUE(watchers.back()->reader->Read(&message));
  }
  auto refused = Watch("");
  EXPECT_EQ(ReasonOf(FromGrpc(EndOf(*refused->reader))), "OVERLOADED");
  for (auto& watcher : watchers) watcher->context.TryCancel();
  // Their places are free again.
  const auto deadline = steady_clock::now() + std::chrono::seconds(10);
  while (steady_clock::now() < deadline) {
    auto next = Watch("");
    if (next->reader->Read(&message)) {
      next->context.TryCancel();
      return;
    }
    std::this_thread::yield();
  }
  ADD_FAILURE() << "no place became free";
}

// A client that does not read holds up neither the log, nor other watchers,
// nor the stop of the server.
TEST_F(FeedServiceTest, AClientThatDoesNotReadCostsNobodyElse) {
  auto stuck = Watch("", 3 << 20);
  for (int i = 0; i < 8; ++i) Append(i, 1 << 20);
  auto watcher = Watch("", 3 << 20);
  WatchRecordsResponse message;
  do {
    ASSERT_TRUE(watcher->reader->Read(&message));
  } while (message.remaining() > 0);
  watcher->context.TryCancel();

  const auto begin = steady_clock::now();
  server_->Drain();
  EXPECT_LT(steady_clock::now() - begin, std::chrono::seconds(3));
}

TEST_F(FeedServiceTest, EveryWatcherGetsEveryEntryOnceAndInOrder) {
  constexpr int kIssues = 60, kWatchers = 4;
  std::vector<std::thread> threads;
  for (int w = 0; w < kWatchers; ++w) {
    threads.emplace_back([&, w] {
      auto watcher = Watch("", 1000 * (w + 1));
      uint64_t next = 1;
      WatchRecordsResponse message;
      while (next <= kIssues * 3) {
        ASSERT_TRUE(watcher->reader->Read(&message));
        for (const auto& entry : message.entries()) ASSERT_EQ(entry.position(), "here:" + std::to_string(next++));
      }
      watcher->context.TryCancel();
    });
  }
  for (int i = 0; i < kIssues; ++i) Append(i, 200);
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace broadsheet::ingest
