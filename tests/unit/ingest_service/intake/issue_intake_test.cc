#include "ingest_service/intake/issue_intake.h"

#include <gmock/gmock.h>

#include <utility>

#include "common/status/error.h"
#include "ingest_service/store/memory_record_log.h"

namespace broadsheet::ingest {
namespace {

using ::testing::ElementsAre;

constexpr char kIssue[] = "publications/p/issues/i";

absl::Status Alive() { return absl::OkStatus(); }

// Makes the records it is told to make, of any text.
class FakeParser : public Parser {
 public:
  // Ids and the text of their only paragraph.
  std::vector<std::pair<std::string, std::string>> records = {{"a", "one"}, {"b", "two"}};

  absl::StatusOr<ParsedIssue> Parse(std::string_view bytes, const ParseHints& hints,
                                    CheckAlive check_alive) const override {
    ++parsed;
    if (absl::Status status = check_alive(); !status.ok()) return status;
    ParsedIssue issue;
    issue.issue.set_date(hints.date.empty() ? date : hints.date);
    issue.issue.set_number(number);
    issue.issue.set_charset(hints.charset.empty() ? charset : hints.charset);
    issue.issue.set_size_bytes(bytes.size());
    for (const auto& [id, text] : records) {
      record::v1::Record& record = issue.records.emplace_back();
      record.set_kind(record::v1::RECORD_KIND_ARTICLE);
      record.set_ordinal(static_cast<uint32_t>(issue.record_ids.size()));
      record.add_paragraphs()->set_text(text);
      issue.record_ids.push_back(id);
      issue.explanations.emplace_back().fragments.emplace_back().set_text(text);
    }
    return issue;
  }

  // Found where the upload says nothing.
  std::string date, number, charset = "UTF-8";
  mutable int parsed = 0;
};

class IssueIntakeTest : public ::testing::Test {
 protected:
  IssueIntakeTest() {
    upload_.publication_id = "p";
    upload_.issue_id = "i";
    upload_.content = "text";
  }

  std::vector<std::string> RecordNames() {
    std::vector<std::string> names;
    const auto records = log_.GetRecords(kIssue);
    for (const auto& record : *records) names.push_back(record.name());
    return names;
  }

  FakeParser parser_;
  MemoryRecordLog log_{"log"};
  IssueIntake intake_{parser_, log_};
  Upload upload_;
};

TEST_F(IssueIntakeTest, AReparseKeepsTheNamesOfWhatIsStillThere) {
  ASSERT_TRUE(intake_.Store(upload_, Alive).ok());
  parser_.records = {{"c", "new"}, {"b", "two"}, {"a", "one, and its lost end"}};
  const auto reparsed = intake_.Reparse(kIssue, Alive);
  ASSERT_TRUE(reparsed.ok()) << reparsed.status();
  EXPECT_EQ(reparsed->deleted, 0u);
  EXPECT_THAT(RecordNames(), ElementsAre(std::string(kIssue) + "/records/c", std::string(kIssue) + "/records/b",
                                         std::string(kIssue) + "/records/a"));
}

TEST_F(IssueIntakeTest, TheSameUploadAgainIsNotParsed) {
  upload_.described.set_date("2025-03-08");
  const auto first = intake_.Store(upload_, Alive);
  ASSERT_TRUE(first.ok());
  for (const bool allow_replace : {false, true}) {
    upload_.allow_replace = allow_replace;
    const auto again = intake_.Store(upload_, Alive);
    ASSERT_TRUE(again.ok()) << again.status();
    EXPECT_TRUE(again->appended.already_stored);
    EXPECT_EQ(again->appended.last, first->appended.last);
    EXPECT_EQ(again->appended.issue.SerializeAsString(), first->appended.issue.SerializeAsString());
    EXPECT_EQ(again->unassigned_bytes, first->unassigned_bytes);
    EXPECT_EQ(parser_.parsed, 1);
  }
  upload_.described.set_date("2025-03-09");
  EXPECT_FALSE(intake_.Store(upload_, Alive)->appended.already_stored) << "it is described otherwise";
  EXPECT_EQ(parser_.parsed, 2);
  upload_.content = "another";
  EXPECT_FALSE(intake_.Store(upload_, Alive)->appended.already_stored);
  EXPECT_EQ(parser_.parsed, 3);
}

TEST_F(IssueIntakeTest, AReparseEndsWhatIsThereNoMore) {
  ASSERT_TRUE(intake_.Store(upload_, Alive).ok());
  parser_.records = {{"a", "one"}};
  const auto reparsed = intake_.Reparse(kIssue, Alive);
  ASSERT_TRUE(reparsed.ok()) << reparsed.status();
  EXPECT_EQ(reparsed->written, 0u);
  EXPECT_EQ(reparsed->deleted, 1u);
  EXPECT_EQ(reparsed->unchanged, 1u);
  EXPECT_THAT(RecordNames(), ElementsAre(std::string(kIssue) + "/records/a"));
}

TEST_F(IssueIntakeTest, AReparseKeepsWhatTheUploadSaidOfTheIssue) {
  upload_.described.set_publication("晚报");
  upload_.described.set_date("2025-04-02");
  ASSERT_TRUE(intake_.Store(upload_, Alive).ok());
  const auto reparsed = intake_.Reparse(kIssue, Alive);
  ASSERT_TRUE(reparsed.ok()) << reparsed.status();
  EXPECT_EQ(reparsed->issue.publication(), "晚报");
  EXPECT_EQ(reparsed->issue.date(), "2025-04-02");
  EXPECT_EQ(reparsed->unchanged, 2u);
}

TEST_F(IssueIntakeTest, AReparseFindsAnewWhatTheUploadDidNotSay) {
  parser_.date = "2025-04-01", parser_.number = "第1期", parser_.charset = "GBK";
  upload_.described.set_number("812");
  ASSERT_TRUE(intake_.Store(upload_, Alive).ok());
  parser_.date = "2025-04-02", parser_.number = "第2期", parser_.charset = "GB18030";
  for (int i = 0; i < 2; ++i) {  // what was said is known after a reparse too
    const auto reparsed = intake_.Reparse(kIssue, Alive);
    ASSERT_TRUE(reparsed.ok()) << reparsed.status();
    EXPECT_EQ(reparsed->issue.date(), "2025-04-02");
    EXPECT_EQ(reparsed->issue.number(), "812");
    EXPECT_EQ(reparsed->issue.charset(), "GB18030");
    EXPECT_EQ(log_.GetRecords(kIssue)->front().date(), "2025-04-02");
  }
}

TEST_F(IssueIntakeTest, WhatWasSaidOfAnIssueCanBeCorrected) {
  upload_.described.set_publication("滨江时报");
  ASSERT_TRUE(intake_.Store(upload_, Alive).ok());
  upload_.described.set_publication("临溪晚报");
  EXPECT_EQ(intake_.Store(upload_, Alive)->appended.issue.publication(), "滨江时报");
  upload_.allow_replace = true;
  const auto corrected = intake_.Store(upload_, Alive);
  ASSERT_TRUE(corrected.ok()) << corrected.status();
  EXPECT_FALSE(corrected->appended.already_stored);
  EXPECT_EQ(corrected->appended.issue.publication(), "临溪晚报");
  const auto records = log_.GetRecords(kIssue);
  for (const auto& record : *records) EXPECT_EQ(record.publication(), "临溪晚报");
}

TEST_F(IssueIntakeTest, OfAnEarlierUploadAllThatIsStoredCountsAsSaid) {
  parser_.date = "2025-04-01";
  StoredIssue earlier;
  earlier.issue.set_name(kIssue);
  earlier.issue.set_date("2025-04-02");
  ASSERT_TRUE(log_.Append(earlier, false).ok());
  EXPECT_EQ(intake_.Reparse(kIssue, Alive)->issue.date(), "2025-04-02");
}

TEST_F(IssueIntakeTest, ARequestThatWasAnsweredIsNotParsedAgain) {
  upload_.request_id = "r";
  const auto first = intake_.Store(upload_, Alive);
  const auto again = intake_.Store(upload_, Alive);
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_EQ(parser_.parsed, 1);
  EXPECT_TRUE(again->appended.already_stored);
  EXPECT_EQ(again->appended.last, first->appended.last);
}

TEST_F(IssueIntakeTest, NothingIsStoredForACallerWhoIsGone) {
  int asked = 0;
  const auto gone_after = [&](int checks) { return ++asked > checks ? absl::CancelledError() : absl::OkStatus(); };
  EXPECT_TRUE(absl::IsCancelled(intake_.Store(upload_, [&] { return gone_after(0); }).status()));
  EXPECT_EQ(parser_.parsed, 0) << "gone before the parser's work";
  asked = 0;
  EXPECT_TRUE(absl::IsCancelled(intake_.Store(upload_, [&] { return gone_after(1); }).status()));
  EXPECT_EQ(parser_.parsed, 1);
  EXPECT_EQ(log_.Head().last, 0u);
}

TEST_F(IssueIntakeTest, AHashHasToFitTheContent) {
  upload_.content_sha256 = std::string(64, '0');
  EXPECT_EQ(ReasonOf(intake_.Store(upload_, Alive).status()), "CONTENT_MISMATCH");
  // SHA-256 of "text".
  upload_.content_sha256 = "982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1";
  EXPECT_TRUE(intake_.Store(upload_, Alive).ok());
}

TEST_F(IssueIntakeTest, WithoutAnIdTheNameIsTheDateOrTheContents) {
  upload_.issue_id.clear();
  EXPECT_EQ(intake_.Store(upload_, Alive)->appended.issue.name(), "publications/p/issues/sha-982d9e3eb996");
  upload_.described.set_date("2025-04-02");
  EXPECT_EQ(intake_.Store(upload_, Alive)->appended.issue.name(), "publications/p/issues/2025-04-02");
}

TEST_F(IssueIntakeTest, ARecordThatTheParserMakesNoMoreIsNotExplained) {
  ASSERT_TRUE(intake_.Store(upload_, Alive).ok());
  const std::string name = std::string(kIssue) + "/records/b";
  const auto explained = intake_.Explain(name, Alive);
  ASSERT_TRUE(explained.ok()) << explained.status();
  EXPECT_EQ(explained->record.name(), name);
  EXPECT_EQ(explained->explanation.fragments.at(0).text(), "two");

  parser_.records = {{"a", "one"}};
  EXPECT_EQ(ReasonOf(intake_.Explain(name, Alive).status()), "PARSER_CHANGED");
  EXPECT_EQ(ReasonOf(intake_.Explain(std::string(kIssue) + "/records/z", Alive).status()), "RECORD_NOT_FOUND");
}

TEST_F(IssueIntakeTest, NothingIsExplainedForACallerThatIsGone) {
  ASSERT_TRUE(intake_.Store(upload_, Alive).ok());
  const auto explained =
      intake_.Explain(std::string(kIssue) + "/records/b", [] { return absl::CancelledError("gone"); });
  EXPECT_EQ(explained.status().code(), absl::StatusCode::kCancelled);
}

}  // namespace
}  // namespace broadsheet::ingest
