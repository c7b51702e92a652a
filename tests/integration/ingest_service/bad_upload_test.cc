// Uploads that are refused: how, and that nothing of them is stored.
#include <gmock/gmock.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/status/error.h"
#include "common/text/utf8.h"
#include "tests/integration/ingest_service/ingest_fixture.h"

namespace broadsheet::ingest {
namespace {

using ::testing::HasSubstr;
using testing::IssueNamed;
using testing::Messages;
using testing::NameOf;

class BadUploadTest : public IngestFixture {
 protected:
  using IngestFixture::IngestFixture;
  ~BadUploadTest() override {
    server_.server().Drain();  // what was cut off is through
    EXPECT_EQ(log_.Head().last, 0u) << "something was stored";
  }

  // What both ways to upload the text answer, which has to be the same.
  absl::Status UploadBothWays(const v1::IssueMetadata& metadata, const std::string& text) {
    const absl::Status streamed = client_->Upload(metadata, text).status();
    const absl::Status whole = client_->Create(metadata, text).status();
    EXPECT_EQ(streamed.code(), whole.code());
    EXPECT_EQ(ReasonOf(streamed), ReasonOf(whole));
    EXPECT_EQ(streamed.message(), whole.message());
    return whole;
  }

  static std::vector<v1::UploadIssueRequest> Chunks(std::initializer_list<std::string> chunks) {
    std::vector<v1::UploadIssueRequest> messages;
    for (const std::string& chunk : chunks) messages.emplace_back().set_chunk(chunk);
    return messages;
  }
};

TEST_F(BadUploadTest, AnEmptyText) {
  EXPECT_EQ(ReasonOf(client_->Create(IssueNamed("a"), "").status()), "EMPTY_TEXT");
  auto messages = Messages(IssueNamed("a"), "");
  messages.emplace_back().set_chunk("");
  EXPECT_EQ(ReasonOf(client_->Send(messages).status()), "EMPTY_TEXT");
}

TEST_F(BadUploadTest, NothingButWhiteSpace) {
  const absl::Status status = UploadBothWays(IssueNamed("a"), " \r\n\t\f\n\u3000\u00a0\n");
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), "EMPTY_TEXT");
}

TEST_F(BadUploadTest, NamesThatAreNone) {
  for (const char* parent : {"", "test", "publications/", "publications/-", "publications/Test", "publications/报",
                             "publications/test/issues/a", "publications/test/"}) {
    v1::IssueMetadata metadata = IssueNamed("a");
    metadata.set_parent(parent);
    const absl::Status status = UploadBothWays(metadata, kPage);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << parent;
    EXPECT_THAT(std::string(status.message()), HasSubstr("metadata.parent"));
  }
  for (const char* issue_id : {"A", "-", "a-", "a b", "a/b", "二月", "../a"}) {
    const absl::Status status = UploadBothWays(IssueNamed(issue_id), kPage);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << issue_id;
    EXPECT_THAT(std::string(status.message()), HasSubstr("metadata.issue_id"));
  }
}

TEST_F(BadUploadTest, DatesThatAreNone) {
  for (const char* date : {"2025-02-29", "2025-4-2", "2025/04/02", "yesterday", "2025-04-02 "}) {
    v1::IssueMetadata metadata = IssueNamed("a");
    metadata.mutable_issue()->set_date(date);
    const absl::Status status = UploadBothWays(metadata, kPage);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << date;
    EXPECT_THAT(std::string(status.message()), HasSubstr("metadata.issue.date"));
    EXPECT_THAT(std::string(status.message()), HasSubstr(date));
  }
}

TEST_F(BadUploadTest, RequestIdsAndHashesThatAreNone) {
  v1::IssueMetadata metadata = IssueNamed("a");
  for (const std::string& request_id : {std::string(65, 'x'), std::string("a\nb"), std::string("号")}) {
    metadata.set_request_id(request_id);
    EXPECT_THAT(std::string(UploadBothWays(metadata, kPage).message()), HasSubstr("metadata.request_id"));
  }
  metadata.clear_request_id();
  metadata.set_content_sha256("abc");
  EXPECT_THAT(std::string(UploadBothWays(metadata, kPage).message()), HasSubstr("metadata.content_sha256"));
}

TEST_F(BadUploadTest, CharsetsThatAreNone) {
  v1::IssueMetadata metadata = IssueNamed("a");
  metadata.set_charset("EBCDIC");
  const std::string error(client_->Upload(metadata, kPage).status().message());
  EXPECT_THAT(error, HasSubstr("metadata.charset"));
  EXPECT_THAT(error, HasSubstr("EBCDIC"));
  metadata.set_charset("GBK");
  EXPECT_EQ(client_->Create(metadata, kPage).status().code(), absl::StatusCode::kInvalidArgument)
      << "a string is UTF-8";
}

TEST_F(BadUploadTest, BytesInvalidInTheDeclaredEncodingAreCountedTo) {
  const struct {
    const char* charset;
    std::string text;
    const char* offset;
  } cases[] = {{"UTF-8", "旧桥\xFF新颜", "6"},
               {"UTF-8", "旧桥\xE6\x96", "6"},
               {"GB18030", "\xBE\xC9\xC7\xC5\xFF\xFF", "4"},
               {"Big5", "\xC2\xC2\xBE\xF4\xA4\x30", "4"},
               {"Big5", "\xC2\xC2\xFF\xBE\xF4", "2"},
               {"Big5-HKSCS", "\x80\xC2\xC2", "0"},
               {"UTF-16LE", std::string("\xE7\x65\x00\xD8\x65\x68", 6), "2"}};
  for (const auto& bad : cases) {
    v1::IssueMetadata metadata = IssueNamed("a");
    metadata.set_charset(bad.charset);
    const absl::Status status = client_->Upload(metadata, bad.text).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << bad.charset;
    EXPECT_EQ(ReasonOf(status), "BAD_ENCODING") << bad.charset;
    EXPECT_EQ(MetadataOf(status, "byte_offset"), bad.offset) << bad.charset;
  }
}

TEST_F(BadUploadTest, ANulByte) {
  const std::string page = kPage;
  const size_t at = page.find("\n\n");
  const absl::Status status = UploadBothWays(IssueNamed("a"), page.substr(0, at) + '\0' + page.substr(at));
  EXPECT_EQ(ReasonOf(status), "NUL_BYTE");
  EXPECT_EQ(MetadataOf(status, "byte_offset"), std::to_string(at));
}

TEST_F(BadUploadTest, APageOf50MegabytesNamesTheLimit) {
  const absl::Status status = client_->Send(Messages(IssueNamed("a"), std::string(50 << 20, 'x'), 1 << 20)).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(status), "ISSUE_TOO_LARGE");
  EXPECT_EQ(MetadataOf(status, "limit_bytes"), "16777216");
}

TEST_F(BadUploadTest, AMessageBeyondTheServersLimitIsNotRead) {
  const absl::Status status = client_->Create(IssueNamed("a"), std::string(9 << 20, 'x')).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted) << "before any handler, hence without a reason";
}

TEST_F(BadUploadTest, ChunksWithoutMetadata) {
  const absl::Status status = client_->Send(Chunks({kPage})).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), "METADATA_MISSING");
}

TEST_F(BadUploadTest, MetadataTwice) {
  auto messages = Messages(IssueNamed("a"), kPage);
  messages.push_back(messages.front());
  const absl::Status status = client_->Send(messages).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), "METADATA_REPEATED");
}

TEST_F(BadUploadTest, AMessageThatIsNeither) {
  auto messages = Messages(IssueNamed("a"), kPage);
  messages.emplace_back();
  EXPECT_EQ(client_->Send(messages).status().code(), absl::StatusCode::kInvalidArgument);
}

// Sent again, they would be the same: no error that says to try again.
TEST_F(BadUploadTest, StreamsThatTheirCallerEndsTooEarly) {
  const absl::Status no_text = UploadBothWays(IssueNamed("a"), "");
  EXPECT_EQ(no_text.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(no_text), "EMPTY_TEXT");
  const absl::Status nothing = client_->Send({}).status();
  EXPECT_EQ(nothing.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(nothing), "METADATA_MISSING");
}

TEST_F(BadUploadTest, AStreamCutOffHalfWay) {
  grpc::ClientContext context;
  v1::UploadIssueResponse response;
  const auto writer = client_->stub().UploadIssue(&context, &response);
  auto messages = Messages(IssueNamed("a"), kPage, 300);
  messages.resize(messages.size() / 2);
  for (const auto& message : messages) ASSERT_TRUE(writer->Write(message));
  context.TryCancel();
  EXPECT_EQ(writer->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(BadUploadTest, ACutThatLooksLikeAnEndIsFoundByTheHash) {
  v1::IssueMetadata metadata = IssueNamed("a");
  metadata.set_content_sha256(std::string(64, 'a'));
  const absl::Status status = UploadBothWays(metadata, kPage);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), "CONTENT_MISMATCH");
}

class TightBudgetTest : public BadUploadTest {
 protected:
  TightBudgetTest() : BadUploadTest({.issue_bytes = 1000, .in_flight_bytes = 1500}) {}
};

// An upload that has sent its text and does not end.
struct HeldUpload {
  explicit HeldUpload(v1::IngestService::StubInterface& stub) : writer(stub.UploadIssue(&context, &response)) {}
  void Cancel() {
    context.TryCancel();
    writer->Finish();
  }

  grpc::ClientContext context;
  v1::UploadIssueResponse response;
  std::unique_ptr<grpc::ClientWriterInterface<v1::UploadIssueRequest>> writer;
};

TEST_F(TightBudgetTest, UploadsBeyondTheBudgetAreToComeBack) {
  constexpr int kTries = 50;
  const auto upload = [&] { return client_->Upload(IssueNamed("b"), std::string(999, ' ')).status(); };
  std::optional<HeldUpload> holder;
  absl::Status status;
  // The holder's text arrives sooner or later; where another had the budget then,
  // the holder was refused and comes back.
  do {
    if (holder) holder->Cancel();
    holder.emplace(client_->stub());
    for (const auto& message : Messages(IssueNamed("a"), std::string(1000, 'x'))) {
      ASSERT_TRUE(holder->writer->Write(message));
    }
    status = upload();
    for (int i = 0; i < kTries && ReasonOf(status) == "EMPTY_TEXT"; ++i) status = upload();
  } while (ReasonOf(status) == "EMPTY_TEXT");
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(status), "OVERLOADED");
  holder->Cancel();
  do {
    status = upload();
  } while (ReasonOf(status) == "OVERLOADED");
  EXPECT_EQ(ReasonOf(status), "EMPTY_TEXT") << "what ended gave its bytes back";
}

class ParsingBudgetTest : public IngestFixture {
 protected:
  ParsingBudgetTest() : IngestFixture({.issue_bytes = 1000, .in_flight_bytes = 1500}) {}
};

TEST_F(ParsingBudgetTest, ParsingTakesOfTheBudgetToo) {
  const std::string text(CutAtCharacter(kPage, 900));
  ASSERT_TRUE(client_->Upload(IssueNamed("a"), text).ok());
  v1::ParseIssueRequest parse;
  parse.set_text(text);
  v1::ReparseIssueRequest reparse;
  reparse.set_name(NameOf("a"));
  v1::ExplainRecordRequest explain;
  explain.set_name(NameOf("a") + "/records/none");
  const std::function<absl::Status()> calls[] = {
      [&] { return client_->Call(&testing::IssueClient::Stub::ParseIssue, parse).status(); },
      [&] { return client_->Call(&testing::IssueClient::Stub::ReparseIssue, reparse).status(); },
      [&] { return client_->Call(&testing::IssueClient::Stub::ExplainRecord, explain).status(); }};
  std::vector<std::string> reasons;
  for (const auto& call : calls) reasons.push_back(ReasonOf(call()));
  EXPECT_EQ(reasons, (std::vector<std::string>{"", "", "RECORD_NOT_FOUND"}));

  for (const auto& call : calls) {
    std::optional<HeldUpload> holder;
    absl::Status status;
    // As above, the holder comes back where the call had the budget first.
    for (int i = 0; i < 1000 && ReasonOf(status) != "OVERLOADED"; ++i) {
      if (i % 50 == 0) {
        if (holder) holder->Cancel();
        holder.emplace(client_->stub());
        for (const auto& message : Messages(IssueNamed("b"), std::string(1000, 'x'))) {
          ASSERT_TRUE(holder->writer->Write(message));
        }
      }
      status = call();
    }
    EXPECT_EQ(ReasonOf(status), "OVERLOADED");
    holder->Cancel();
  }
}

}  // namespace
}  // namespace broadsheet::ingest
