// What every RecordLog has to do, whatever it is made of.
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <ostream>
#include <set>
#include <thread>

#include "common/hash/sha256.h"
#include "common/status/error.h"
#include "ingest_service/store/change_plan.h"
#include "ingest_service/store/memory_record_log.h"
#include "ingest_service/store/sqlite_record_log.h"
#include "tests/support/child_process.h"
#include "tests/support/stored_issues.h"

namespace broadsheet::ingest {
namespace {

using Kind = LogEntry::Kind;

constexpr size_t kAll = 1000000;

std::unique_ptr<RecordLog> NewMemoryLog(const std::string&) { return std::make_unique<MemoryRecordLog>("log"); }

std::unique_ptr<RecordLog> NewSqliteLog(const std::string& folder) {
  auto log = SqliteRecordLog::Open({folder + "/log.db"});
  EXPECT_TRUE(log.ok()) << log.status();
  return *std::move(log);
}

struct Implementation {
  const char* name;
  std::unique_ptr<RecordLog> (*make)(const std::string& folder);
};
void PrintTo(const Implementation& implementation, std::ostream* out) { *out << implementation.name; }

class RecordLogTest : public ::testing::TestWithParam<Implementation> {
 protected:
  RecordLogTest() : log_(GetParam().make(folder_.path())) {}

  // "kind name" of each entry.
  std::vector<std::string> Entries(Sequence after = 0) {
    std::vector<std::string> result;
    const auto entries = log_->Read(after, kAll, kAll);
    EXPECT_TRUE(entries.ok()) << entries.status();
    for (const LogEntry& entry : *entries) {
      static constexpr const char* kKinds[] = {"+r ", "-r ", "+i ", "-i ", "~ "};
      EXPECT_EQ(entry.sequence, ++after);
      EXPECT_EQ(!entry.payload.empty(), entry.kind == Kind::kRecordWritten || entry.kind == Kind::kIssueWritten);
      result.push_back(kKinds[static_cast<int>(entry.kind)] + entry.name.substr(entry.name.rfind('/') + 1));
    }
    return result;
  }

  testing::TempDir folder_;
  std::unique_ptr<RecordLog> log_;
};

using Names = std::vector<std::string>;

TEST_P(RecordLogTest, BeginsEmpty) {
  EXPECT_EQ(log_->Head().last, 0u);
  EXPECT_FALSE(log_->Head().log_id.empty());
  EXPECT_TRUE(Entries().empty());
  EXPECT_EQ(log_->GetIssue("publications/p/issues/i").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(log_->Delete("publications/p/issues/i").status().code(), absl::StatusCode::kNotFound);
  EXPECT_TRUE(log_->ListIssues("", "", 10)->empty());
}

TEST_P(RecordLogTest, AppendStoresEverythingThatItIsGiven) {
  const StoredIssue issue = MakeIssue("p", "i", {{"b", "乙"}, {"a", "甲"}});
  const auto appended = log_->Append(issue, false);
  ASSERT_TRUE(appended.ok()) << appended.status();
  EXPECT_FALSE(appended->already_stored);
  EXPECT_EQ(appended->written, 2u);
  EXPECT_EQ(appended->last, 3u);
  EXPECT_EQ(log_->Head().last, 3u);
  EXPECT_EQ(Entries(), (Names{"+i i", "+r b", "+r a"}));

  const auto stored = log_->GetIssue(issue.issue.name());
  EXPECT_EQ(stored->SerializeAsString(), appended->issue.SerializeAsString());
  EXPECT_GT(stored->create_time().seconds(), 0);
  EXPECT_EQ(stored->update_time().seconds(), stored->create_time().seconds());
  EXPECT_EQ(stored->content_sha256(), issue.issue.content_sha256());
  EXPECT_EQ(log_->GetContent(issue.issue.name()).value(), issue.content);
  EXPECT_EQ(log_->GetAccount(issue.issue.name())->SerializeAsString(), issue.account.SerializeAsString());
  const auto records = log_->GetRecords(issue.issue.name());
  ASSERT_EQ(records->size(), 2u);
  for (size_t i = 0; i < 2; ++i) EXPECT_EQ((*records)[i].SerializeAsString(), issue.records[i].SerializeAsString());
}

TEST_P(RecordLogTest, EntriesCarryWhatTheyAreAbout) {
  const StoredIssue issue = MakeIssue("p", "i", {{"a", "甲"}});
  const absl::Time before = absl::Now() - absl::Milliseconds(1);
  const auto appended = log_->Append(issue, false);
  const auto entries = log_->Read(0, kAll, kAll);
  ASSERT_EQ(entries->size(), 2u);
  EXPECT_EQ((*entries)[0].payload, appended->issue.SerializeAsString());
  EXPECT_EQ((*entries)[1].payload, issue.records[0].SerializeAsString());
  EXPECT_EQ((*entries)[1].name, issue.records[0].name());
  EXPECT_GE((*entries)[0].commit_time, before);
  EXPECT_LE((*entries)[0].commit_time, absl::Now());
}

TEST_P(RecordLogTest, BytesOfAnyKindSurvive) {
  StoredIssue issue = MakeIssue("p", "i", {});
  issue.content = std::string("\0\xFF\xFE\n'\"", 6);
  ASSERT_TRUE(log_->Append(issue, false).ok());
  EXPECT_EQ(log_->GetContent(issue.issue.name()).value(), issue.content);
  EXPECT_TRUE(log_->GetRecords(issue.issue.name())->empty());
}

TEST_P(RecordLogTest, TheSameContentAgainChangesNothing) {
  const StoredIssue issue = MakeIssue("p", "i", {{"a", "甲"}});
  const auto first = log_->Append(issue, false);
  for (const bool allow_replace : {false, true}) {
    const auto again = log_->Append(issue, allow_replace);
    ASSERT_TRUE(again.ok());
    EXPECT_TRUE(again->already_stored);
    EXPECT_EQ(again->last, first->last);
    EXPECT_EQ(again->issue.SerializeAsString(), first->issue.SerializeAsString());
  }
  EXPECT_EQ(Entries(), (Names{"+i i", "+r a"}));
}

TEST_P(RecordLogTest, TheSameContentDescribedOtherwiseReplacesWhereItMay) {
  StoredIssue issue = MakeIssue("p", "i", {{"a", "甲"}});
  issue.described.emplace().set_date("2025-03-08");
  issue.issue.set_date("2025-03-08");
  const auto first = log_->Append(issue, false);
  issue.described->set_date("2025-03-09");
  issue.issue.set_date("2025-03-09");
  issue.records[0].set_date("2025-03-09");
  const auto kept = log_->Append(issue, false);
  EXPECT_TRUE(kept->already_stored);
  EXPECT_EQ(kept->issue.date(), "2025-03-08");

  const auto corrected = log_->Append(issue, true);
  ASSERT_TRUE(corrected.ok()) << corrected.status();
  EXPECT_FALSE(corrected->already_stored);
  EXPECT_EQ(corrected->issue.date(), "2025-03-09");
  EXPECT_EQ(corrected->issue.create_time().SerializeAsString(), first->issue.create_time().SerializeAsString());
  EXPECT_EQ(Entries(first->last), (Names{"+i i", "+r a"}));
  const auto stored = log_->ReadIssue(issue.issue.name(), {.content = true});
  EXPECT_EQ(stored->described->date(), "2025-03-09");
  EXPECT_EQ(stored->last, corrected->last);
  EXPECT_TRUE(log_->Append(issue, true)->already_stored);

  issue.described->set_charset("UTF-8");  // it finds the same
  const auto same = log_->Append(issue, true);
  EXPECT_TRUE(same->already_stored);
  EXPECT_EQ(same->last, corrected->last);
}

TEST_P(RecordLogTest, OtherContentNeedsLeaveToReplace) {
  ASSERT_TRUE(log_->Append(MakeIssue("p", "i", {{"a", "甲"}, {"b", "乙"}, {"c", "丙"}}), false).ok());
  // b changes, c goes, d comes; a moves nowhere and stays.
  const StoredIssue other = MakeIssue("p", "i", {{"a", "甲"}, {"b", "丁"}, {"d", "戊"}});
  const auto refused = log_->Append(other, false);
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(ReasonOf(refused.status()), "ISSUE_EXISTS");
  EXPECT_EQ(log_->Head().last, 4u);

  const auto replaced = log_->Append(other, true);
  ASSERT_TRUE(replaced.ok()) << replaced.status();
  EXPECT_EQ(replaced->written, 2u);
  EXPECT_EQ(replaced->deleted, 1u);
  EXPECT_EQ(replaced->unchanged, 1u);
  EXPECT_EQ(Entries(4), (Names{"+i i", "+r b", "+r d", "-r c"}));
  EXPECT_EQ(log_->GetContent(other.issue.name()).value(), other.content);
  const auto records = log_->GetRecords(other.issue.name());
  ASSERT_EQ(records->size(), 3u);
  for (size_t i = 0; i < 3; ++i) EXPECT_EQ((*records)[i].SerializeAsString(), other.records[i].SerializeAsString());
}

TEST_P(RecordLogTest, TwoRecordsOfOneNameAreRefusedWhole) {
  EXPECT_FALSE(log_->Append(MakeIssue("p", "i", {{"a", "甲"}, {"a", "乙"}}), false).ok());
  EXPECT_EQ(log_->Head().last, 0u);
  EXPECT_FALSE(log_->GetIssue("publications/p/issues/i").ok());
}

TEST_P(RecordLogTest, ReplaceWritesOnlyWhatDiffers) {
  StoredIssue issue = MakeIssue("p", "i", {{"a", "甲"}, {"b", "乙"}});
  const auto first = log_->Append(issue, false);
  auto again = log_->Replace(issue);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->unchanged, 2u);
  EXPECT_EQ(again->last, first->last);
  EXPECT_EQ(log_->Head().last, 3u);

  issue.records[1].add_keywords("新");
  issue.account.set_unassigned_bytes(1);
  again = log_->Replace(issue);
  EXPECT_EQ(again->written, 1u);
  EXPECT_EQ(again->unchanged, 1u);
  EXPECT_EQ(Entries(3), (Names{"+i i", "+r b"}));
  EXPECT_EQ(log_->GetAccount(issue.issue.name())->unassigned_bytes(), 1u);
  EXPECT_EQ(log_->GetIssue(issue.issue.name())->create_time().nanos(), first->issue.create_time().nanos());
}

TEST_P(RecordLogTest, ANewParserVersionAloneIsAnEntryOfTheIssue) {
  StoredIssue issue = MakeIssue("p", "i", {{"a", "甲"}});
  const auto first = log_->Append(issue, false);
  issue.issue.set_parser_version("test-2");
  const auto again = log_->Replace(issue);
  EXPECT_EQ(again->last, first->last + 1);
  EXPECT_EQ(Entries(2), (Names{"+i i"}));
  EXPECT_EQ(again->issue.update_time().nanos(), first->issue.update_time().nanos());
}

TEST_P(RecordLogTest, ReplaceWantsTheIssueAndTheContentThatWereParsed) {
  const StoredIssue issue = MakeIssue("p", "i", {{"a", "甲"}});
  EXPECT_EQ(log_->Replace(issue).status().code(), absl::StatusCode::kNotFound);
  ASSERT_TRUE(log_->Append(issue, false).ok());
  EXPECT_EQ(log_->Replace(MakeIssue("p", "i", {{"a", "乙"}})).status().code(), absl::StatusCode::kAborted);
  EXPECT_EQ(log_->Head().last, 2u);
}

TEST_P(RecordLogTest, DeleteTakesTheRecordsWithIt) {
  const StoredIssue issue = MakeIssue("p", "i", {{"a", "甲"}, {"b", "乙"}});
  ASSERT_TRUE(log_->Append(issue, false).ok());
  ASSERT_TRUE(log_->Append(MakeIssue("p", "j", {{"a", "甲"}}), false).ok());
  EXPECT_EQ(log_->Delete(issue.issue.name()).value(), 8u);
  EXPECT_EQ(Entries(5), (Names{"-r a", "-r b", "-i i"}));
  EXPECT_FALSE(log_->GetIssue(issue.issue.name()).ok());
  EXPECT_FALSE(log_->GetContent(issue.issue.name()).ok());
  EXPECT_FALSE(log_->GetAccount(issue.issue.name()).ok());
  EXPECT_FALSE(log_->GetRecords(issue.issue.name()).ok());
  EXPECT_EQ(log_->GetRecords("publications/p/issues/j")->size(), 1u);
  EXPECT_EQ(log_->Append(issue, false)->last, 11u);
}

TEST_P(RecordLogTest, WhatWasDeletedIsNowhereInTheLog) {
  const StoredIssue issue = MakeIssue("p", "i", {{"a", "甲"}, {"b", "乙"}});
  ASSERT_TRUE(log_->Append(issue, false).ok());
  const auto before = log_->Read(0, kAll, kAll);
  ASSERT_TRUE(log_->Delete(issue.issue.name()).ok());
  EXPECT_EQ(Entries(), (Names{"~ i", "~ a", "~ b", "-r a", "-r b", "-i i"}));
  const auto after = log_->Read(0, kAll, kAll);
  for (size_t i = 0; i < before->size(); ++i) {
    EXPECT_EQ((*after)[i].commit_time, (*before)[i].commit_time) << "followers are known by it";
    EXPECT_EQ((*after)[i].name, (*before)[i].name);
  }
  ASSERT_TRUE(log_->Append(issue, false).ok());
  EXPECT_EQ(Entries(6), (Names{"+i i", "+r a", "+r b"}));
}

TEST_P(RecordLogTest, TheLogKeepsOneVersionOfEach) {
  StoredIssue issue = MakeIssue("p", "i", {{"a", "甲"}, {"b", "乙"}, {"c", "丙"}});
  ASSERT_TRUE(log_->Append(issue, false).ok());
  ASSERT_TRUE(log_->Append(MakeIssue("p", "j", {{"a", "甲"}}), false).ok());
  ASSERT_TRUE(log_->Append(MakeIssue("p", "i", {{"a", "甲"}, {"b", "丁"}}), true).ok());
  EXPECT_EQ(Entries(), (Names{"~ i", "+r a", "~ b", "~ c", "+i j", "+r a", "+i i", "+r b", "-r c"}));
  EXPECT_EQ(log_->GetRecords(issue.issue.name())->size(), 2u);

  StoredIssue again = MakeIssue("p", "i", {{"a", "甲"}, {"b", "丁"}});
  again.issue.set_parser_version("test-2");
  ASSERT_TRUE(log_->Replace(again).ok());
  EXPECT_EQ(Entries(6), (Names{"~ i", "+r b", "-r c", "+i i"}));
  again.account.set_unassigned_bytes(1);
  ASSERT_TRUE(log_->Replace(again).ok());
  EXPECT_EQ(Entries(6), (Names{"~ i", "+r b", "-r c", "+i i"})) << "nothing is superseded by what changes no entry";
}

// Whoever reads from the beginning, now or then, comes to the same state.
TEST_P(RecordLogTest, EveryReaderComesToTheSameState) {
  const auto apply = [&](Sequence after, std::map<std::string, std::string> state) {
    const auto entries = log_->Read(after, kAll, kAll);
    for (const LogEntry& entry : *entries) {
      if (!entry.payload.empty()) state[entry.name] = entry.payload;
      if (entry.kind == Kind::kRecordDeleted || entry.kind == Kind::kIssueDeleted) state.erase(entry.name);
    }
    return state;
  };
  std::map<std::string, std::string> followed;
  std::vector<std::pair<Sequence, std::map<std::string, std::string>>> read_until;
  const auto follow = [&] {
    followed = apply(read_until.empty() ? 0 : read_until.back().first, followed);
    read_until.emplace_back(log_->Head().last, followed);
  };
  for (int step = 0; step < 12; ++step) {
    const std::string id = std::to_string(step % 3), text = std::to_string(step);
    if (step % 5 == 4) {
      ASSERT_TRUE(log_->Delete("publications/p/issues/" + id).ok());
    } else {
      ASSERT_TRUE(log_->Append(MakeIssue("p", id, {{"a", "same"}, {"b" + text, text}, {"c", text}}), true).ok());
    }
    follow();
  }
  EXPECT_EQ(apply(0, {}), followed);
  for (const auto& [sequence, state] : read_until) EXPECT_EQ(apply(sequence, state), followed) << sequence;
}

TEST_P(RecordLogTest, WhatTheUploaderSaidIsKeptUntilTheIssueIsReplaced) {
  StoredIssue issue = MakeIssue("p", "i", {{"a", "甲"}});
  const auto described = [&] { return log_->ReadIssue(issue.issue.name(), {.content = true})->described; };
  ASSERT_TRUE(log_->Append(issue, false).ok());
  EXPECT_FALSE(described().has_value()) << "not known";
  for (const char* date : {"", "2025-04-02"}) {
    issue = MakeIssue("p", "i", {{"a", "甲"}, {"b", date}});
    issue.described.emplace().set_date(date);
    ASSERT_TRUE(log_->Append(issue, true).ok());
    ASSERT_TRUE(described().has_value()) << "if only that nothing was said";
    EXPECT_EQ(described()->date(), date);
  }
  ASSERT_TRUE(log_->Replace(issue).ok());
  EXPECT_EQ(described()->date(), "2025-04-02");
  EXPECT_FALSE(log_->ReadIssue(issue.issue.name(), {})->described.has_value()) << "not asked for";
}

TEST_P(RecordLogTest, AnIssueIsReadInOneStateWhileItIsReplaced) {
  constexpr int kVersions = 60;
  const auto version = [](int i) { return MakeIssue("p", "i", {{"a", "text " + std::to_string(i)}}); };
  ASSERT_TRUE(log_->Append(version(0), false).ok());
  std::jthread writer([&] {
    for (int i = 1; i <= kVersions; ++i) EXPECT_TRUE(log_->Append(version(i), true).ok());
  });
  const std::string last = version(kVersions).content;
  for (std::string seen; seen != last;) {
    const auto stored = log_->ReadIssue("publications/p/issues/i", {.content = true, .account = true, .records = true});
    ASSERT_TRUE(stored.ok()) << stored.status();
    seen = stored->content;
    ASSERT_EQ(stored->records.size(), 1u);
    ASSERT_EQ(stored->records[0].paragraphs(0).text() + "\n", seen);
    ASSERT_EQ(stored->issue.content_sha256(), Sha256Hex(seen));
    ASSERT_EQ(stored->account.size_bytes(), seen.size());
  }
}

TEST_P(RecordLogTest, ReadGivesContiguousRunsWithinItsLimits) {
  ASSERT_TRUE(
      log_->Append(MakeIssue("p", "i", {{"a", std::string(1000, 'x')}, {"b", std::string(1000, 'y')}}), false).ok());
  EXPECT_EQ(log_->Read(0, 2, kAll)->size(), 2u);
  EXPECT_EQ(log_->Read(1, kAll, 1500)->size(), 1u);
  EXPECT_EQ(log_->Read(1, kAll, 1)->size(), 1u) << "the first entry always fits";
  EXPECT_EQ(log_->Read(1, kAll, 1)->front().sequence, 2u);
  EXPECT_EQ(log_->Read(2, kAll, 5000)->size(), 1u);
  EXPECT_TRUE(log_->Read(3, kAll, kAll)->empty());
  EXPECT_TRUE(log_->Read(99, kAll, kAll)->empty());
}

TEST_P(RecordLogTest, DeletionsTakeRoomInARunToo) {
  const StoredIssue issue = MakeIssue("p", "i", {{"a", "甲"}, {"b", "乙"}});
  ASSERT_TRUE(log_->Append(issue, false).ok());
  ASSERT_TRUE(log_->Delete(issue.issue.name()).ok());
  EXPECT_EQ(log_->Read(3, kAll, 1)->size(), 1u);
  const size_t first_two = log_->Read(3, 2, kAll)->front().name.size() * 2;
  EXPECT_EQ(log_->Read(3, kAll, first_two)->size(), 2u);
  EXPECT_EQ(log_->Read(0, kAll, 1)->size(), 1u) << "and what was superseded";
}

TEST_P(RecordLogTest, ARecordTooLargeToFollowIsRefused) {
  const size_t most = kMostEntryBytes;
  const StoredIssue fits = MakeIssue("p", "fits", {{"a", std::string(most - 1000, 'x')}});
  ASSERT_TRUE(log_->Append(fits, false).ok());
  const StoredIssue large = MakeIssue("p", "large", {{"a", "x"}, {"b", std::string(most, 'x')}});
  const absl::Status status = log_->Append(large, false).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(status), "RECORD_TOO_LARGE");
  StoredIssue again = fits;
  again.records[0].add_paragraphs()->set_text(std::string(1000, 'y'));
  EXPECT_EQ(ReasonOf(log_->Replace(again).status()), "RECORD_TOO_LARGE");
  StoredIssue paged = MakeIssue("p", "paged", {});
  paged.issue.add_pages()->set_label(std::string(most, 'x'));
  EXPECT_EQ(ReasonOf(log_->Append(paged, false).status()), "ISSUE_TOO_LARGE");
  EXPECT_EQ(log_->Head().last, 2u) << "nothing of what was refused is stored";
}

TEST_P(RecordLogTest, ARequestIdAnswersWithWhatItLedTo) {
  StoredIssue issue = MakeIssue("p", "i", {{"a", "甲"}});
  issue.request_id = "r-1";
  EXPECT_FALSE(log_->FindRequest("r-1", issue.issue.content_sha256())->has_value());
  const auto first = log_->Append(issue, false);
  const auto found = log_->FindRequest("r-1", issue.issue.content_sha256());
  ASSERT_TRUE(found.ok() && found->has_value());
  EXPECT_EQ((*found)->last, first->last);
  EXPECT_TRUE((*found)->already_stored);
  EXPECT_EQ((*found)->issue.SerializeAsString(), first->issue.SerializeAsString());

  EXPECT_EQ(log_->Append(issue, false)->last, first->last);
}

// A job whose uploads have fixed ids: what it is told to be stored has to be there.
TEST_P(RecordLogTest, ARequestIdOfADeletedIssueStoresItAgain) {
  StoredIssue issue = MakeIssue("p", "i", {{"a", "甲"}});
  issue.request_id = "job-7";
  ASSERT_TRUE(log_->Append(issue, false).ok());
  ASSERT_TRUE(log_->Delete(issue.issue.name()).ok());
  EXPECT_FALSE(log_->FindRequest("job-7", issue.issue.content_sha256())->has_value());
  const auto again = log_->Append(issue, false);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_FALSE(again->already_stored);
  EXPECT_TRUE(log_->GetIssue(issue.issue.name()).ok());
  EXPECT_TRUE(log_->Append(issue, false)->already_stored);
}

TEST_P(RecordLogTest, ALateRepetitionUndoesNoReplacement) {
  StoredIssue first = MakeIssue("p", "i", {{"a", "甲"}});
  first.request_id = "job-7";
  ASSERT_TRUE(log_->Append(first, false).ok());
  StoredIssue second = MakeIssue("p", "i", {{"a", "乙"}});
  second.request_id = "job-8";
  ASSERT_TRUE(log_->Append(second, true).ok());
  EXPECT_EQ(ReasonOf(log_->FindRequest("job-7", first.issue.content_sha256()).status()), "REQUEST_SUPERSEDED");
  EXPECT_EQ(ReasonOf(log_->Append(first, false).status()), "REQUEST_SUPERSEDED");
  EXPECT_EQ(ReasonOf(log_->Append(first, true).status()), "REQUEST_SUPERSEDED");
  EXPECT_EQ(log_->GetContent(first.issue.name()).value(), second.content);
  first.request_id = "job-9";
  EXPECT_TRUE(log_->Append(first, true).ok()) << "another request may bring it back";
}

TEST_P(RecordLogTest, ARequestIdIsForOneUpload) {
  StoredIssue issue = MakeIssue("p", "i", {{"a", "甲"}});
  issue.request_id = "r-1";
  ASSERT_TRUE(log_->Append(issue, false).ok());
  StoredIssue other = MakeIssue("p", "i", {{"a", "乙"}});
  other.request_id = "r-1";
  EXPECT_EQ(ReasonOf(log_->Append(other, true).status()), "REQUEST_ID_REUSED");
  EXPECT_EQ(ReasonOf(log_->FindRequest("r-1", other.issue.content_sha256()).status()), "REQUEST_ID_REUSED");
  StoredIssue elsewhere = MakeIssue("q", "i", {{"a", "甲"}});
  elsewhere.request_id = "r-1";
  EXPECT_EQ(ReasonOf(log_->Append(elsewhere, true).status()), "REQUEST_ID_REUSED");
  EXPECT_EQ(log_->Head().last, 2u);
}

TEST_P(RecordLogTest, ARequestIdOfARepetitionCountsToo) {
  StoredIssue issue = MakeIssue("p", "i", {{"a", "甲"}});
  ASSERT_TRUE(log_->Append(issue, false).ok());
  issue.request_id = "r-2";
  EXPECT_TRUE(log_->Append(issue, false)->already_stored);
  EXPECT_TRUE(log_->FindRequest("r-2", issue.issue.content_sha256())->has_value());
}

TEST_P(RecordLogTest, ListsIssuesInTheOrderOfTheirNames) {
  for (const auto& [publication, issue] :
       {std::pair{"q", "1"}, std::pair{"p", "2"}, std::pair{"p-x", "9"}, std::pair{"p", "1"}, std::pair{"p", "10"}}) {
    ASSERT_TRUE(log_->Append(MakeIssue(publication, issue, {}), false).ok());
  }
  const auto names = [&](std::string_view publication, std::string_view after, size_t limit) {
    Names result;
    const auto issues = log_->ListIssues(publication, after, limit);
    for (const auto& issue : *issues) result.push_back(issue.name());
    return result;
  };
  EXPECT_EQ(names("publications/p", "", 10),
            (Names{"publications/p/issues/1", "publications/p/issues/10", "publications/p/issues/2"}));
  EXPECT_EQ(names("publications/p", "publications/p/issues/1", 1), (Names{"publications/p/issues/10"}));
  EXPECT_EQ(names("", "", 10).size(), 5u);
  EXPECT_EQ(names("", "publications/p/issues/2", 10), (Names{"publications/q/issues/1"}));
  EXPECT_TRUE(names("publications/z", "", 10).empty());
}

TEST_P(RecordLogTest, WakesAfterTheCommit) {
  std::vector<Sequence> heads;
  const auto unsubscribe = log_->Subscribe([&] { heads.push_back(log_->Head().last); });
  const StoredIssue issue = MakeIssue("p", "i", {{"a", "甲"}});
  ASSERT_TRUE(log_->Append(issue, false).ok());
  ASSERT_TRUE(log_->Delete(issue.issue.name()).ok());
  EXPECT_EQ(heads, (std::vector<Sequence>{2, 4}));
  unsubscribe();
  ASSERT_TRUE(log_->Append(issue, false).ok());
  EXPECT_EQ(heads.size(), 2u);
}

// Writers and readers together: every reader sees whole issues, contiguous and
// in order, and in the end every append that returned is there once.
TEST_P(RecordLogTest, WritersAndReadersDoNotDisturbEachOther) {
  constexpr int kWriters = 3, kIssues = 20;
  std::atomic<int> running = kWriters;
  std::vector<std::thread> threads;
  for (int w = 0; w < kWriters; ++w) {
    threads.emplace_back([&, w] {
      for (int i = 0; i < kIssues; ++i) {
        // Every second one is written by all, so that they meet.
        const std::string id = i % 2 ? "shared-" + std::to_string(i) : std::to_string(w) + "-" + std::to_string(i);
        EXPECT_TRUE(log_->Append(MakeIssue("p", id, {{"a", "甲"}, {"b", "乙"}}), false).ok());
      }
      --running;
    });
  }
  for (int r = 0; r < 2; ++r) {
    threads.emplace_back([&] {
      Sequence at = 0;
      do {
        const auto run = log_->Read(at, 7, kAll);
        ASSERT_TRUE(run.ok());
        for (const LogEntry& entry : *run) ASSERT_EQ(entry.sequence, ++at);
      } while (running > 0 || at < log_->Head().last);
    });
  }
  for (auto& thread : threads) thread.join();
  constexpr size_t kDistinct = kIssues / 2 + kWriters * kIssues / 2;
  EXPECT_EQ(log_->Head().last, kDistinct * 3);
  const Names entries = Entries();
  EXPECT_EQ(std::set<std::string>(entries.begin(), entries.end()).size(), kDistinct + 2);
  EXPECT_EQ(log_->ListIssues("", "", kAll)->size(), kDistinct);
}

INSTANTIATE_TEST_SUITE_P(All, RecordLogTest,
                         ::testing::Values(Implementation{"Memory", NewMemoryLog},
                                           Implementation{"Sqlite", NewSqliteLog}),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace broadsheet::ingest
