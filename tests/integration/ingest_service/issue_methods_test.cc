// What is done with issues besides uploading them.
#include <gmock/gmock.h>

#include <algorithm>

#include "common/status/error.h"
#include "tests/integration/ingest_service/ingest_fixture.h"

namespace broadsheet::ingest {
namespace {

using testing::IssueNamed;
using testing::NameOf;
using Stub = testing::IssueClient::Stub;

class IssueMethodsTest : public IngestFixture {
 protected:
  void UploadPage(const std::string& issue_id) { ASSERT_TRUE(client_->Upload(IssueNamed(issue_id), kPage).ok()); }

  std::vector<std::string> RecordNames(const std::string& issue_id) {
    std::vector<std::string> names;
    const auto stored = client_->Get(NameOf(issue_id));
    for (const auto& record : stored->records()) names.push_back(record.name());
    return names;
  }

  absl::StatusOr<v1::ListIssuesResponse> List(const std::string& parent, int32_t page_size,
                                              const std::string& page_token = "") {
    v1::ListIssuesRequest request;
    request.set_parent(parent);
    request.set_page_size(page_size);
    request.set_page_token(page_token);
    return client_->Call(&Stub::ListIssues, request);
  }

  absl::StatusOr<v1::DeleteIssueResponse> Delete(const std::string& issue_id, bool allow_missing) {
    v1::DeleteIssueRequest request;
    request.set_name(NameOf(issue_id));
    request.set_allow_missing(allow_missing);
    return client_->Call(&Stub::DeleteIssue, request);
  }
};

TEST_F(IssueMethodsTest, ParsingStoresNothing) {
  v1::ParseIssueRequest request;
  request.set_text(kPage);
  request.set_include_account(true);
  const auto parsed = client_->Call(&Stub::ParseIssue, request);
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_GT(parsed->records_size(), 0);
  EXPECT_EQ(parsed->records(0).name(), "");
  EXPECT_EQ(parsed->account().size_bytes(), std::string_view(kPage).size());
  EXPECT_EQ(log_.Head().last, 0u);
}

TEST_F(IssueMethodsTest, ParsingTakesTextOrBytes) {
  v1::ParseIssueRequest request;
  EXPECT_EQ(ReasonOf(client_->Call(&Stub::ParseIssue, request).status()), "EMPTY_TEXT");
  request.set_content(kPage);
  EXPECT_TRUE(client_->Call(&Stub::ParseIssue, request).ok());
  request.set_text(kPage);
  EXPECT_EQ(client_->Call(&Stub::ParseIssue, request).status().code(), absl::StatusCode::kInvalidArgument);
  request.clear_content();
  request.set_date("2025-13-01");
  EXPECT_EQ(client_->Call(&Stub::ParseIssue, request).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(IssueMethodsTest, WhatIsNotThereIsNotFound) {
  v1::ReparseIssueRequest reparse;
  reparse.set_name(NameOf("none"));
  for (const absl::Status& status :
       {client_->Get(NameOf("none")).status(), client_->GetText(NameOf("none")).status(),
        client_->Call(&Stub::ReparseIssue, reparse).status(), Delete("none", false).status()}) {
    EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
    EXPECT_EQ(ReasonOf(status), "ISSUE_NOT_FOUND");
  }
  EXPECT_EQ(client_->Get("publications/test").status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(IssueMethodsTest, ListsPageThroughIssuesByName) {
  for (const char* id : {"c", "a", "b"}) UploadPage(id);
  const auto first = List("publications/-", 2);
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_EQ(first->issues_size(), 2);
  EXPECT_EQ(first->issues(0).name(), NameOf("a"));
  EXPECT_EQ(first->issues(1).name(), NameOf("b"));
  const auto second = List("publications/-", 2, first->next_page_token());
  ASSERT_EQ(second->issues_size(), 1);
  EXPECT_EQ(second->issues(0).name(), NameOf("c"));
  EXPECT_EQ(second->next_page_token(), "");
  EXPECT_EQ(List("publications/test", 0)->issues_size(), 3);
  EXPECT_EQ(List("publications/other", 0)->issues_size(), 0);
}

TEST_F(IssueMethodsTest, ListsRefuseBadPaging) {
  for (const char* id : {"a", "b"}) UploadPage(id);
  EXPECT_EQ(List("publications/-", -1).status().code(), absl::StatusCode::kInvalidArgument);
  const std::string token = List("publications/-", 1)->next_page_token();
  EXPECT_EQ(ReasonOf(List("publications/test", 1, token).status()), "BAD_PAGE_TOKEN") << "of another request";
  EXPECT_EQ(ReasonOf(List("publications/-", 1, token + "x").status()), "BAD_PAGE_TOKEN");
}

TEST_F(IssueMethodsTest, ReparsingWithTheSameParserKeepsEverything) {
  UploadPage("a");
  const auto names = RecordNames("a");
  const auto before = log_.Head().last;
  v1::ReparseIssueRequest request;
  request.set_name(NameOf("a"));
  const auto reparsed = client_->Call(&Stub::ReparseIssue, request);
  ASSERT_TRUE(reparsed.ok()) << reparsed.status();
  EXPECT_EQ(reparsed->unchanged(), names.size());
  EXPECT_EQ(reparsed->written() + reparsed->deleted(), 0u);
  EXPECT_EQ(RecordNames("a"), names);
  EXPECT_EQ(log_.Head().last, before);
}

TEST_F(IssueMethodsTest, DeletingEndsAnIssueAndItsRecordsInTheFeed) {
  UploadPage("a");
  const auto names = RecordNames("a");
  const auto deleted = Delete("a", false);
  ASSERT_TRUE(deleted.ok()) << deleted.status();
  EXPECT_EQ(client_->Get(NameOf("a")).status().code(), absl::StatusCode::kNotFound);

  const auto feed = *client_->ReadFeed();
  EXPECT_EQ(feed.back().issue_deleted(), NameOf("a"));
  EXPECT_EQ(feed.back().position(), deleted->position());
  const auto gone = std::count_if(feed.begin(), feed.end(), [](const auto& e) { return e.has_record_deleted(); });
  EXPECT_EQ(static_cast<size_t>(gone), names.size());

  EXPECT_EQ(Delete("a", true)->position(), "");
}

TEST_F(IssueMethodsTest, ADeletedIssueCanBeUploadedAgain) {
  v1::IssueMetadata metadata = IssueNamed("a");
  metadata.set_request_id("upload-1");
  ASSERT_TRUE(client_->Upload(metadata, kPage).ok());
  ASSERT_TRUE(Delete("a", false).ok());
  const auto again = client_->Upload(IssueNamed("a"), kPage);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_FALSE(again->already_stored());
  EXPECT_TRUE(client_->Get(NameOf("a")).ok());
}

TEST_F(IssueMethodsTest, ExplainingShowsAPieceOfTheUploadForEachPart) {
  UploadPage("a");
  for (const std::string& name : RecordNames("a")) {
    v1::ExplainRecordRequest request;
    request.set_name(name);
    const auto explained = client_->Call(&Stub::ExplainRecord, request);
    ASSERT_TRUE(explained.ok()) << explained.status();
    EXPECT_EQ(explained->record().name(), name);
    ASSERT_GT(explained->fragments_size(), 0);
    EXPECT_EQ(explained->joins_size(), explained->fragments_size() - 1);
    for (const auto& fragment : explained->fragments()) {
      EXPECT_EQ(fragment.text(), std::string_view(kPage).substr(fragment.start(), fragment.end() - fragment.start()));
    }
  }
}

TEST_F(IssueMethodsTest, ExplainingWhatIsNotThere) {
  UploadPage("a");
  v1::ExplainRecordRequest request;
  request.set_name(NameOf("a") + "/records/none");
  EXPECT_EQ(ReasonOf(client_->Call(&Stub::ExplainRecord, request).status()), "RECORD_NOT_FOUND");
  request.set_name(NameOf("a"));
  EXPECT_EQ(client_->Call(&Stub::ExplainRecord, request).status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace broadsheet::ingest
