// Uploads that are stored: once, whole, and in the feed.
#include <gmock/gmock.h>

#include <atomic>
#include <semaphore>
#include <thread>

#include "common/status/error.h"
#include "tests/integration/ingest_service/ingest_fixture.h"

namespace broadsheet::ingest {
namespace {

using ::testing::Contains;
using testing::IssueNamed;
using testing::NameOf;
using ::testing::StartsWith;

class UploadTest : public IngestFixture {
 protected:
  std::vector<feed::v1::Entry> Feed() { return *client_->ReadFeed(); }

  // Whether each of the `size` bytes lies in exactly one entry.
  static void ExpectClosed(const record::v1::Account& account, size_t size) {
    EXPECT_EQ(account.size_bytes(), size);
    uint64_t at = 0;
    for (const auto& entry : account.entries()) {
      EXPECT_EQ(entry.start(), at);
      EXPECT_GT(entry.end(), at);
      at = entry.end();
    }
    EXPECT_EQ(at, size);
  }
};

std::vector<std::string> Headlines(const v1::GetIssueResponse& stored) {
  std::vector<std::string> headlines;
  for (const auto& record : stored.records()) headlines.push_back(record.headline().lines(0).text());
  return headlines;
}

TEST_F(UploadTest, OkMeansInTheIssueAndInTheFeed) {
  const auto uploaded = client_->Upload(IssueNamed("a"), kPage);
  ASSERT_TRUE(uploaded.ok()) << uploaded.status();
  EXPECT_EQ(uploaded->issue().name(), NameOf("a"));
  EXPECT_FALSE(uploaded->already_stored());

  const auto stored = client_->Get(NameOf("a"));
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_EQ(stored->issue().date(), "2025-04-02") << "the masthead's";
  EXPECT_THAT(Headlines(*stored), Contains("城南旧桥换新颜"));
  EXPECT_THAT(Headlines(*stored), Contains("山里小学有了气象站"));
  EXPECT_EQ(stored->issue().record_count(), static_cast<uint32_t>(stored->records_size()));
  ExpectClosed(stored->account(), std::string_view(kPage).size());
  EXPECT_EQ(*client_->GetText(NameOf("a")), kPage);

  const auto feed = Feed();
  ASSERT_EQ(feed.size(), 1u + static_cast<size_t>(stored->records_size()));
  EXPECT_EQ(feed.front().issue_written().name(), NameOf("a"));
  EXPECT_EQ(feed.back().position(), uploaded->position());
  for (int i = 0; i < stored->records_size(); ++i) {
    EXPECT_EQ(feed[static_cast<size_t>(i) + 1].record_written().name(), stored->records(i).name());
    EXPECT_THAT(stored->records(i).name(), StartsWith(NameOf("a") + "/records/"));
  }
}

TEST_F(UploadTest, BothWaysStoreTheSame) {
  ASSERT_TRUE(client_->Upload(IssueNamed("a"), kPage).ok());
  ASSERT_TRUE(client_->Create(IssueNamed("b"), kPage).ok());
  auto streamed = *client_->Get(NameOf("a")), whole = *client_->Get(NameOf("b"));
  ASSERT_EQ(streamed.records_size(), whole.records_size());
  for (int i = 0; i < streamed.records_size(); ++i) {
    streamed.mutable_records(i)->clear_name();
    whole.mutable_records(i)->clear_name();
    EXPECT_EQ(streamed.records(i).SerializeAsString(), whole.records(i).SerializeAsString());
  }
}

TEST_F(UploadTest, TheSameContentAgainChangesNothing) {
  const auto first = client_->Upload(IssueNamed("a"), kPage);
  const auto again = client_->Create(IssueNamed("a"), kPage);
  ASSERT_TRUE(first.ok() && again.ok()) << first.status() << again.status();
  EXPECT_TRUE(again->already_stored());
  EXPECT_EQ(again->position(), first->position());
  EXPECT_EQ(again->unassigned_bytes(), first->unassigned_bytes());
  EXPECT_EQ(again->issue().SerializeAsString(), first->issue().SerializeAsString());
  EXPECT_EQ(Feed().back().position(), first->position());
}

TEST_F(UploadTest, OtherContentHasToBeAllowedToReplace) {
  ASSERT_TRUE(client_->Upload(IssueNamed("a"), kPage).ok());
  const std::string other = std::string(kPage) + "\n另有一段话在此。\n";
  const absl::Status refused = client_->Upload(IssueNamed("a"), other).status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(ReasonOf(refused), "ISSUE_EXISTS");
  EXPECT_EQ(*client_->GetText(NameOf("a")), kPage);

  v1::IssueMetadata metadata = IssueNamed("a");
  metadata.set_allow_replace(true);
  const auto replaced = client_->Upload(metadata, other);
  ASSERT_TRUE(replaced.ok()) << replaced.status();
  EXPECT_EQ(*client_->GetText(NameOf("a")), other);
  EXPECT_EQ(Feed().back().position(), replaced->position());
}

TEST_F(UploadTest, ARequestSentAgainGetsItsAnswerAgain) {
  v1::IssueMetadata metadata = IssueNamed("");
  metadata.set_request_id("upload-1");
  const auto first = client_->Upload(metadata, kPage);
  ASSERT_TRUE(first.ok()) << first.status();
  const auto again = client_->Upload(metadata, kPage);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->issue().name(), first->issue().name());
  EXPECT_EQ(again->position(), first->position());
  EXPECT_TRUE(again->already_stored());
}

TEST_F(UploadTest, ARequestIdIsForOneRequest) {
  v1::IssueMetadata metadata = IssueNamed("a");
  metadata.set_request_id("upload-1");
  ASSERT_TRUE(client_->Upload(metadata, kPage).ok());
  const uint64_t before = log_.Head().last;

  EXPECT_EQ(ReasonOf(client_->Upload(metadata, std::string(kPage) + "多一行\n").status()), "REQUEST_ID_REUSED");
  metadata.set_issue_id("b");
  const absl::Status status = client_->Upload(metadata, kPage).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(ReasonOf(status), "REQUEST_ID_REUSED");
  EXPECT_EQ(log_.Head().last, before);
}

TEST_F(UploadTest, TheSameUploadFromManyClientsIsStoredOnce) {
  std::atomic<int> stored{0}, already{0};
  {
    std::vector<std::jthread> clients;
    for (int i = 0; i < 8; ++i) {
      clients.emplace_back([&] {
        const auto answer = client_->Upload(IssueNamed("a"), kPage);
        ASSERT_TRUE(answer.ok()) << answer.status();
        ++(answer->already_stored() ? already : stored);
      });
    }
  }
  EXPECT_EQ(stored, 1);
  EXPECT_EQ(already, 7);
  EXPECT_EQ(Feed().size(), 1u + static_cast<size_t>(client_->Get(NameOf("a"))->records_size()));
}

TEST_F(UploadTest, AnIssueWithoutIdIsNamedByItsDateOrItsContent) {
  v1::IssueMetadata metadata = IssueNamed("");
  EXPECT_EQ(client_->Upload(metadata, kPage)->issue().name(), NameOf("2025-04-02"));
  metadata.mutable_issue()->set_date("2025-04-03");
  EXPECT_EQ(client_->Upload(metadata, kPage)->issue().name(), NameOf("2025-04-03"));
  metadata.clear_issue();
  EXPECT_THAT(client_->Upload(metadata, "一段没有日期的文字。\n")->issue().name(), StartsWith(NameOf("sha-")));
}

TEST_F(UploadTest, WhatTheCallerSaysOfAnIssueStandsInItsRecords) {
  v1::IssueMetadata metadata = IssueNamed("a");
  metadata.mutable_issue()->set_publication("青河晚报");
  metadata.mutable_issue()->set_date("2025-04-03");
  metadata.mutable_issue()->set_edition("城区");
  ASSERT_TRUE(client_->Upload(metadata, kPage).ok());
  const auto stored = client_->Get(NameOf("a"));
  EXPECT_EQ(stored->issue().edition(), "城区");
  EXPECT_EQ(stored->issue().date(), "2025-04-03") << "goes before the masthead's";
  for (const auto& record : stored->records()) {
    EXPECT_EQ(record.publication(), "青河晚报");
    EXPECT_EQ(record.date(), "2025-04-03");
  }
}

TEST_F(UploadTest, TextInAnotherEncodingStaysAsItWasSent) {
  const std::string page = "\xBE\xC9\xC7\xC5\xBB\xBB\xD0\xC2\xD1\xD5\n";  // 旧桥换新颜
  v1::IssueMetadata metadata = IssueNamed("a");
  metadata.set_charset("GB18030");
  ASSERT_TRUE(client_->Upload(metadata, page).ok());
  EXPECT_EQ(*client_->GetText(NameOf("a")), page);
  const auto stored = client_->Get(NameOf("a"));
  EXPECT_EQ(stored->issue().charset(), "GB18030");
  ExpectClosed(stored->account(), page.size());
}

TEST_F(UploadTest, FormFeedsSeparatePages) {
  ASSERT_TRUE(client_->Upload(IssueNamed("a"), std::string(kPage) + "\f" + kPage).ok());
  EXPECT_EQ(client_->Get(NameOf("a"))->issue().pages_size(), 2);
}

TEST_F(UploadTest, WhatIsNoNewspaperIsAccountedForToo) {
  std::string commas;
  for (int i = 0; i < 20000; ++i) commas += "，";
  const std::string texts[] = {"x",
                               "GET / HTTP/1.1\r\nHost: example.org\r\n\r\n",
                               "{\"a\": [1, 2, {\"b\": null}]}",
                               "\x01\x02\x1b[31m\x7f 控制\x08字符\x0b\r\r\n",
                               std::string(100000, 'x'),
                               std::string(3000, '\n') + "一",
                               "\u202e\u200b\ufeff旧桥\U0010ffff\U0001f600",
                               commas};
  int number = 0;
  for (const std::string& text : texts) {
    const std::string id = "n" + std::to_string(number++);
    const auto uploaded = client_->Upload(IssueNamed(id), text);
    ASSERT_TRUE(uploaded.ok()) << id << uploaded.status();
    const auto stored = client_->Get(NameOf(id));
    ASSERT_TRUE(stored.ok()) << id << stored.status();
    ExpectClosed(stored->account(), text.size());
    EXPECT_EQ(stored->account().unassigned_bytes(), uploaded->unassigned_bytes());
    EXPECT_EQ(*client_->GetText(NameOf(id)), text);
  }
}

// Finds nothing in any text, and is held up at it.
class HeldParser : public Parser {
 public:
  absl::StatusOr<ParsedIssue> Parse(std::string_view, const ParseHints&, CheckAlive) const override {
    begun.release();
    go_on.acquire();
    return ParsedIssue();
  }

  mutable std::binary_semaphore begun{0}, go_on{0};
};

TEST(UploadDrainTest, AnUploadThatWasBegunIsFinishedWhileTheServerDrains) {
  HeldParser parser;
  MemoryRecordLog log("log");
  testing::TestServer server;
  IngestService service(server.gate(), parser, log, {});
  server.Start({{kIngestService, &service}});
  testing::IssueClient client(server.channel());
  absl::Status uploaded = absl::UnknownError("not answered");
  std::jthread upload([&] { uploaded = client.Upload(IssueNamed("a"), kPage).status(); });

  parser.begun.acquire();
  std::jthread drain([&] { server.server().Drain(); });
  while (!server.server().stop_token().stop_requested()) std::this_thread::yield();
  parser.go_on.release();
  upload.join();
  drain.join();
  EXPECT_TRUE(uploaded.ok()) << uploaded;
  EXPECT_TRUE(log.GetIssue(NameOf("a")).ok());
}

// Parses until it is told to end.
class EndlessParser : public Parser {
 public:
  absl::StatusOr<ParsedIssue> Parse(std::string_view, const ParseHints&, CheckAlive check_alive) const override {
    begun.release();
    for (;;) {
      if (absl::Status status = check_alive(); !status.ok()) return status;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

  mutable std::binary_semaphore begun{0};
};

TEST(UploadDrainTest, AParseThatGoesOnEndsBeforeTheGracePeriodDoes) {
  EndlessParser parser;
  MemoryRecordLog log("log");
  testing::TestServer server;
  IngestService service(server.gate(), parser, log, {});
  server.Start({{kIngestService, &service}});
  testing::IssueClient client(server.channel());
  absl::Status uploaded;
  std::jthread upload([&] { uploaded = client.Upload(IssueNamed("a"), kPage).status(); });
  parser.begun.acquire();
  const auto start = std::chrono::steady_clock::now();
  server.server().Drain();
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
  upload.join();
  EXPECT_EQ(uploaded.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(uploaded), "DRAINING");
  EXPECT_EQ(log.Head().last, 0u);
}

}  // namespace
}  // namespace broadsheet::ingest
