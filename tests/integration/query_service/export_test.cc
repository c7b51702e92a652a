// ExportRecords while records come, change and go: what is exported is what
// there was at one moment.
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "common/grpc/status.h"
#include "common/status/error.h"
#include "tests/integration/query_service/direct_query.h"

namespace broadsheet::query {
namespace {

constexpr int kRecords = 500;
constexpr size_t kTextBytes = 5'000;  // so that an export is of several messages

// A call of ExportRecords and the call that goes on with it.
class Export {
 public:
  explicit Export(DirectQuery& service) : service_(service) {
    request_.set_query("水稻");
    request_.set_filter("date >= \"2024-01-02\"");
    Call();
  }
  ~Export() { Break(); }

  void Call() {
    Break();
    context_ = std::make_unique<grpc::ClientContext>();
    stub_ = service_.NewNarrowStub();
    stream_ = stub_->ExportRecords(context_.get(), request_);
  }

  // Takes a message; false: the call has ended.
  bool Take() {
    v1::ExportRecordsResponse message;
    if (!stream_->Read(&message)) return false;
    total_ = message.total_size();
    for (const auto& record : message.records()) {
      EXPECT_TRUE(dates_.empty() || record.date() <= dates_.back());
      dates_.push_back(record.date());
      EXPECT_TRUE(texts_.emplace(record.name(), record.paragraphs(0).text()).second) << record.name();
    }
    request_.set_page_token(message.next_page_token());
    return true;
  }

  absl::Status End() {
    const absl::Status status = FromGrpc(stream_->Finish());
    stream_.reset();
    return status;
  }
  void Break() {
    if (stream_ == nullptr) return;
    context_->TryCancel();
    v1::ExportRecordsResponse lost;
    while (stream_->Read(&lost)) continue;
    EXPECT_FALSE(End().ok());
  }

  bool HasMore() const { return !request_.page_token().empty(); }
  int64_t total() const { return total_; }
  const std::map<std::string, std::string>& texts() const { return texts_; }

 private:
  DirectQuery& service_;
  v1::ExportRecordsRequest request_;
  std::unique_ptr<v1::QueryService::Stub> stub_;
  std::unique_ptr<grpc::ClientContext> context_;
  std::unique_ptr<grpc::ClientReader<v1::ExportRecordsResponse>> stream_;
  int64_t total_ = -1;
  std::vector<std::string> dates_;
  std::map<std::string, std::string> texts_;
};

class ExportTest : public ::testing::Test {
 protected:
  ExportTest() {
    for (int i = 0; i < kRecords; ++i) Write(i);
    Commit();
  }

  void Write(int number) {
    const std::string path = Path(number);
    const bool matches = random_() % 4 != 0;
    const std::string text = (matches ? "水稻" : "小麦") + std::to_string(++version_) + std::string(kTextBytes, 'x');
    changes_.push_back(Written(MakeRecord(path, "题", text)));
    matching_.erase(RecordName(path));
    if (matches && number % 5 > 0) matching_[RecordName(path)] = text;
  }
  void Delete(int number) {
    changes_.push_back(Deleted(Path(number)));
    matching_.erase(RecordName(Path(number)));
  }
  void ChangeMany() {
    for (int i = 0; i < 120; ++i) {
      const int number = static_cast<int>(random_() % (kRecords + 50));
      random_() % 3 == 0 ? Delete(number) : Write(number);
    }
    Commit();
  }
  void Commit() { service_.Apply(std::exchange(changes_, {})); }

  static std::string Path(int number) {
    return "p/2024-01-0" + std::to_string(1 + number % 5) + "/r" + std::to_string(number);
  }

  DirectQuery service_;
  std::map<std::string, std::string> matching_;  // what a search would find now

 private:
  std::mt19937 random_{1};
  int version_ = 0;
  std::vector<feed::v1::Entry> changes_;
};

TEST_F(ExportTest, OfOneMomentHoweverSlowlyItIsRead) {
  const auto then = matching_;
  Export exported(service_);
  while (exported.Take()) {
    ChangeMany();
    // Twice, so that what is removed would be freed.
    EXPECT_TRUE(service_.applier().Flush().ok());
    ChangeMany();
    EXPECT_TRUE(service_.applier().Flush().ok());
  }
  EXPECT_TRUE(exported.End().ok());
  EXPECT_EQ(exported.texts(), then);
  EXPECT_EQ(exported.total(), static_cast<int64_t>(then.size()));
}

TEST_F(ExportTest, GoesOnAtTheSameMoment) {
  const auto then = matching_;
  Export exported(service_);
  int calls = 1;
  for (; exported.Take() && exported.HasMore(); ++calls) {
    exported.Break();
    ChangeMany();
    exported.Call();
  }
  EXPECT_GE(calls, 3);
  EXPECT_EQ(exported.texts(), then);
  EXPECT_EQ(exported.total(), static_cast<int64_t>(then.size()));
}

TEST_F(ExportTest, WhatIsForgottenIsNotGuessed) {
  Export exported(service_);
  ASSERT_TRUE(exported.Take());
  exported.Break();
  for (int i = 0; i < 2; ++i) {
    ChangeMany();
    EXPECT_TRUE(service_.applier().Flush().ok());
  }
  exported.Call();
  EXPECT_FALSE(exported.Take());
  const absl::Status status = exported.End();
  EXPECT_EQ(status.code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(ReasonOf(status), "POSITION_TRIMMED");
}

}  // namespace
}  // namespace broadsheet::query
