// Callers that open streams and then neither send nor take anything.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/time/clock.h"
#include "common/status/error.h"
#include "tests/integration/ingest_service/ingest_fixture.h"

namespace broadsheet::ingest {
namespace {

using testing::IssueNamed;
using testing::NameOf;
using Stub = testing::IssueClient::Stub;
using feed::v1::WatchRecordsResponse;

// More than a connection holds back for a reader.
constexpr size_t kMuch = size_t{64} << 20;

ServerOptions Impatient() {
  ServerOptions options;
  options.limits = {.max_calls = 1, .max_watches = 1, .max_stream_silence = absl::Milliseconds(200)};
  return options;
}

class SilentStreamTest : public IngestFixture {
 protected:
  SilentStreamTest() : IngestFixture({}, Impatient()) {}

  // Asks until there is a place for it: the status of the first answer that is
  // not OVERLOADED.
  absl::Status AskUntilAdmitted() {
    for (;;) {
      v1::ListIssuesRequest request;
      request.set_parent("publications/-");
      const absl::Status status = client_->Call(&Stub::ListIssues, request).status();
      if (ReasonOf(status) != "OVERLOADED") return status;
    }
  }

  void Store(const std::string& issue_id, size_t content_bytes, size_t record_bytes) {
    StoredIssue stored;
    stored.issue.set_name(NameOf(issue_id));
    stored.content = std::string(content_bytes, 'x');
    record::v1::Record& record = stored.records.emplace_back();
    record.set_name(NameOf(issue_id) + "/records/a");
    record.mutable_headline()->set_text(std::string(record_bytes, 'x'));
    ASSERT_TRUE(log_.Append(stored, false).ok());
  }

  std::unique_ptr<grpc::ClientReader<WatchRecordsResponse>> Watch(grpc::ClientContext& context) {
    return feed_stub_->WatchRecords(&context, {});
  }

  template <typename Response>
  static grpc::StatusCode StatusAtTheEndOf(grpc::ClientReader<Response>& reader) {
    Response response;
    while (reader.Read(&response)) continue;
    return reader.Finish().error_code();
  }

 private:
  const std::unique_ptr<feed::v1::FeedService::Stub> feed_stub_ = feed::v1::FeedService::NewStub(server_.channel());
};

TEST_F(SilentStreamTest, AnUploadThatSendsNothingKeepsNoCallOut) {
  grpc::ClientContext context;
  v1::UploadIssueResponse response;
  const auto writer = client_->stub().UploadIssue(&context, &response);
  for (const auto& message : testing::Messages(IssueNamed("a"), kPage)) ASSERT_TRUE(writer->Write(message));
  while (server_.gate().CallsIfIdle()) absl::SleepFor(absl::Milliseconds(1));  // until it has the place
  EXPECT_TRUE(AskUntilAdmitted().ok());
  EXPECT_EQ(writer->Finish().error_code(), grpc::StatusCode::CANCELLED);
  EXPECT_EQ(log_.Head().last, 0u) << "what did not end is not stored";
}

class SlowUploadTest : public IngestFixture {
 protected:
  static ServerOptions TwoCalls() {
    ServerOptions options;
    options.limits = {.max_calls = 2, .max_watches = 1, .max_uploads = 2};
    return options;
  }
  SlowUploadTest() : IngestFixture({.receiving = absl::Milliseconds(300)}, TwoCalls()) {}

  struct Begun {
    grpc::ClientContext context;
    v1::UploadIssueResponse response;
    std::unique_ptr<grpc::ClientWriter<v1::UploadIssueRequest>> writer;
  };
  std::unique_ptr<Begun> Begin(const std::string& issue_id) {
    auto upload = std::make_unique<Begun>();
    upload->writer = client_->stub().UploadIssue(&upload->context, &upload->response);
    for (const auto& message : testing::Messages(IssueNamed(issue_id), kPage)) upload->writer->Write(message);
    return upload;
  }
};

TEST_F(SlowUploadTest, StreamsThatAreBeingReceivedAreNoCalls) {
  const auto first = Begin("a"), second = Begin("b");
  absl::SleepFor(absl::Milliseconds(100));
  v1::ListIssuesRequest request;
  request.set_parent("publications/-");
  EXPECT_TRUE(client_->Call(&Stub::ListIssues, request).ok());
  EXPECT_EQ(ReasonOf(client_->Upload(IssueNamed("c"), kPage).status()), "OVERLOADED") << "they have their own limit";
  for (const auto& upload : {first.get(), second.get()}) {
    upload->writer->WritesDone();
    EXPECT_TRUE(upload->writer->Finish().ok()) << "each waits for its turn";
  }
}

TEST_F(SlowUploadTest, ATextHasToBeThereInTime) {
  const auto upload = Begin("a");
  absl::SleepFor(absl::Milliseconds(400));
  v1::UploadIssueRequest more;
  more.set_chunk("more");
  upload->writer->Write(more);
  EXPECT_EQ(ReasonOf(FromGrpc(upload->writer->Finish())), "UPLOAD_TOO_SLOW");
  EXPECT_EQ(log_.Head().last, 0u);
}

TEST_F(SilentStreamTest, AReaderOfATextThatTakesNothingKeepsNoCallOut) {
  Store("a", kMuch, 1);
  grpc::ClientContext context;
  v1::GetIssueTextRequest request;
  request.set_name(NameOf("a"));
  const auto reader = client_->stub().GetIssueText(&context, request);
  reader->WaitForInitialMetadata();  // it has the place
  EXPECT_TRUE(AskUntilAdmitted().ok());
  EXPECT_EQ(StatusAtTheEndOf<v1::GetIssueTextResponse>(*reader), grpc::StatusCode::CANCELLED);
}

TEST_F(SilentStreamTest, AFollowerThatTakesNothingKeepsNoOtherOut) {
  for (int i = 0; i < 64; ++i) Store("a" + std::to_string(i), 1, kMuch / 64);
  grpc::ClientContext context;
  const auto reader = Watch(context);
  reader->WaitForInitialMetadata();
  for (bool admitted = false; !admitted;) {
    grpc::ClientContext other;
    WatchRecordsResponse message;
    const auto another = Watch(other);
    admitted = another->Read(&message);
    if (admitted) other.TryCancel();
    const grpc::StatusCode code = another->Finish().error_code();
    ASSERT_EQ(code, admitted ? grpc::StatusCode::CANCELLED : grpc::StatusCode::RESOURCE_EXHAUSTED);
  }
  EXPECT_EQ(StatusAtTheEndOf<WatchRecordsResponse>(*reader), grpc::StatusCode::CANCELLED);
}

TEST_F(SilentStreamTest, AFollowerWithNothingToTakeStays) {
  grpc::ClientContext context;
  const auto reader = Watch(context);
  WatchRecordsResponse message;
  ASSERT_TRUE(reader->Read(&message));
  absl::SleepFor(absl::Milliseconds(600));  // three times the patience
  Store("a", 1, 1);
  ASSERT_TRUE(reader->Read(&message));
  EXPECT_FALSE(message.entries().empty());
  context.TryCancel();
}

}  // namespace
}  // namespace broadsheet::ingest
