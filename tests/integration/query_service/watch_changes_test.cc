// WatchRecords while records come, change and go, segments are merged and the
// service is restarted: what a caller has is what a search would find.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "common/grpc/status.h"
#include "common/status/error.h"
#include "tests/integration/query_service/direct_query.h"

namespace broadsheet::query {
namespace {

using Texts = std::map<std::string, std::string>;  // of records, by name

// A caller of WatchRecords that keeps what it was sent.
class Caller {
 public:
  Caller(DirectQuery& service, v1::WatchRecordsRequest request) : service_(service), request_(std::move(request)) {
    Call();
  }
  ~Caller() { Leave(); }

  // Goes on where it was, in a new call.
  void Call() {
    Leave();
    context_ = std::make_unique<grpc::ClientContext>();
    context_->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    stub_ = service_.NewStub();
    stream_ = stub_->WatchRecords(context_.get(), request_);
  }

  // Takes one message; false: the call has ended.
  bool Take() {
    if (stream_ == nullptr || !stream_->Read(&message_)) return false;
    for (const auto& change : message_.changes()) {
      if (change.has_record_deleted()) {
        kept_.erase(change.record_deleted());
        continue;
      }
      const auto& record = change.record_written();
      const std::string& text = record.paragraphs(0).text();
      // Texts are all different, so each is a version of its own.
      EXPECT_TRUE(sent_.insert(text).second) << record.name() << " was sent twice";
      kept_[record.name()] = text;
    }
    request_.set_after(message_.last_position());
    return true;
  }

  // Takes messages until it has `wanted`, starting over when it must; false: the
  // call has ended otherwise.
  bool TakeUntil(const Texts& wanted) {
    message_.clear_caught_up();
    while (kept_ != wanted || !message_.caught_up()) {
      if (Take()) continue;
      const absl::Status status = End();
      EXPECT_EQ(ReasonOf(status), "POSITION_TRIMMED") << status;
      if (ReasonOf(status) != "POSITION_TRIMMED") return false;
      request_.clear_after();
      kept_.clear();
      sent_.clear();
      Call();
    }
    return true;
  }

  // Ends the call; what is on its way is lost.
  void Leave() {
    if (stream_ == nullptr) return;
    context_->TryCancel();
    v1::WatchRecordsResponse lost;
    while (stream_->Read(&lost)) continue;
    stream_->Finish();
    stream_.reset();
  }

  // How the call ended.
  absl::Status End() {
    if (stream_ == nullptr) return absl::OkStatus();
    const absl::Status status = FromGrpc(stream_->Finish());
    stream_.reset();
    return status;
  }
  const v1::WatchRecordsResponse& message() const { return message_; }

 private:
  DirectQuery& service_;
  v1::WatchRecordsRequest request_;
  std::unique_ptr<v1::QueryService::Stub> stub_;
  std::unique_ptr<grpc::ClientContext> context_;
  std::unique_ptr<grpc::ClientReader<v1::WatchRecordsResponse>> stream_;  // null: there is no call
  v1::WatchRecordsResponse message_;
  Texts kept_;
  std::set<std::string> sent_;
};

// What is watched: half the texts have 水稻, and the issues are of five days.
struct Watched {
  const char* query;
  const char* filter;
  bool rice;
  int first_day;
};
constexpr Watched kWatched[] = {
    {"水稻", "", true, 1}, {"", "date >= \"2024-01-04\"", false, 4}, {"水稻", "date >= \"2024-01-02\"", true, 2}};

v1::WatchRecordsRequest Request(const Watched& watched) {
  v1::WatchRecordsRequest request;
  request.set_query(watched.query);
  request.set_filter(watched.filter);
  return request;
}

// Records that are written and deleted at random.
class ChangingRecords {
 public:
  ChangingRecords(uint32_t seed, const Watched& watched) : random_(seed), watched_(watched) {}

  std::vector<feed::v1::Entry> Next(int changes) {
    std::vector<feed::v1::Entry> entries;
    for (int i = 0; i < changes; ++i) {
      const int day = 1 + static_cast<int>(random_() % 5);
      const std::string path = "p/2024-01-0" + std::to_string(day) + "/r" + std::to_string(random_() % 12);
      matching_.erase(RecordName(path));
      if (random_() % 4 == 0) {
        entries.push_back(Deleted(path));
        continue;
      }
      const bool rice = random_() % 2 == 0;
      const std::string text = (rice ? "水稻" : "小麦") + std::to_string(++version_);
      entries.push_back(Written(MakeRecord(path, "题", text)));
      if (day >= watched_.first_day && (rice || !watched_.rice)) matching_[RecordName(path)] = text;
    }
    return entries;
  }
  const Texts& matching() const { return matching_; }

 private:
  std::mt19937 random_;
  const Watched watched_;
  int version_ = 0;
  Texts matching_;
};

class WatchChangesTest : public ::testing::TestWithParam<uint32_t> {};

TEST_P(WatchChangesTest, WhatACallerHasIsWhatThereIs) {
  DirectQuery service;
  const Watched& watched = kWatched[GetParam() % std::size(kWatched)];
  ChangingRecords records(GetParam(), watched);
  std::mt19937 random(GetParam() + 100);
  service.Apply(records.Next(60));
  Caller caller(service, Request(watched));
  for (int step = 0; step < 30; ++step) {
    SCOPED_TRACE(step);
    service.Apply(records.Next(1 + static_cast<int>(random() % 30)));
    switch (random() % 5) {
      case 0:
        EXPECT_TRUE(service.applier().Flush().ok());
        break;
      case 1:  // the caller was away
        caller.Call();
        break;
      case 2:
        caller.Leave();
        service.Restart(/*flushed=*/random() % 2 == 0);
        caller.Call();
        break;
      default:
        ASSERT_TRUE(caller.TakeUntil(records.matching()));
    }
  }
  EXPECT_TRUE(caller.TakeUntil(records.matching()));
}

INSTANTIATE_TEST_SUITE_P(Seeds, WatchChangesTest, ::testing::Range(1u, 5u));

TEST(WatchPositionTest, DeletionsThatAreForgottenEndAWatch) {
  DirectQuery service;
  service.Apply({Written(MakeRecord("p/2024-01-01/a", "题", "水稻一"))});
  Caller caller(service, Request(kWatched[0]));
  ASSERT_TRUE(caller.TakeUntil({{RecordName("p/2024-01-01/a"), "水稻一"}}));
  caller.Leave();
  service.Apply({Deleted("p/2024-01-01/a"), Written(MakeRecord("p/2024-01-01/b", "题", "水稻二"))});
  // The version is freed once a second flush finds nobody who could see it.
  EXPECT_TRUE(service.applier().Flush().ok());
  service.Apply({Written(MakeRecord("p/2024-01-01/c", "题", "水稻三"))});
  EXPECT_TRUE(service.applier().Flush().ok());
  caller.Call();
  EXPECT_FALSE(caller.Take());
  const absl::Status status = caller.End();
  EXPECT_EQ(status.code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(ReasonOf(status), "POSITION_TRIMMED");
  Caller anew(service, Request(kWatched[0]));
  EXPECT_TRUE(anew.TakeUntil({{RecordName("p/2024-01-01/b"), "水稻二"}, {RecordName("p/2024-01-01/c"), "水稻三"}}));
}

TEST(WatchProgressTest, SilenceIsBrokenAndThePositionMovesOn) {
  DirectQuery service(absl::Milliseconds(500));
  service.Apply({Written(MakeRecord("p/2024-01-01/a", "题", "水稻"))});
  Caller caller(service, Request(kWatched[0]));
  ASSERT_TRUE(caller.Take());
  const std::string before = caller.message().last_position();
  service.Apply({Written(MakeRecord("p/2024-01-01/b", "题", "小麦"))});
  do {  // what does not match moves it on, too
    ASSERT_TRUE(caller.Take());
    EXPECT_EQ(caller.message().changes_size(), 0);
    EXPECT_TRUE(caller.message().caught_up());
  } while (caller.message().last_position() == before);
  EXPECT_TRUE(caller.Take());
}

}  // namespace
}  // namespace broadsheet::query
