#include "query_service/store/sqlite_record_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/sqlite/sqlite.h"
#include "common/status/error.h"
#include "query_service/store/sqlite_schema.h"
#include "tests/support/child_process.h"
#include "tests/support/feed_entries.h"

namespace broadsheet::query {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

class SqliteRecordStoreTest : public ::testing::Test {
 protected:
  SqliteRecordStoreTest() { Open(); }

  void Open() {
    store_.reset();
    auto store = SqliteRecordStore::Open({.path = folder_ / "store.sqlite", .readers = 2});
    ASSERT_TRUE(store.ok()) << store.status();
    store_ = *std::move(store);
    log_ = store_->OpenLog("ingest-a:1")->key;
  }

  absl::StatusOr<VersionChanges> Apply(uint64_t first, std::vector<feed::v1::Entry> entries,
                                       std::string_view log_id = kTestLog) {
    entries_ = Entries(std::move(entries));
    return store_->Apply({log_, std::string(log_id), first, &entries_});
  }

  // Headline, or the error's reason.
  std::string Headline(std::string_view path) {
    const auto records = store_->ReadRecords(std::vector{RecordName(path)}, true, {});
    return records.ok() ? records->front().headline().text() : ReasonOf(records.status());
  }

  broadsheet::testing::TempDir folder_;
  std::unique_ptr<SqliteRecordStore> store_;
  int64_t log_ = 0;
  EntryList entries_;
};

std::vector<DocId> DocsOf(const VersionChanges& changes) {
  std::vector<DocId> docs;
  for (const auto& [doc, record] : changes.written) docs.push_back(doc);
  return docs;
}

TEST_F(SqliteRecordStoreTest, StoresOfOneLogNumberAlike) {
  EXPECT_EQ(store_->Numbering(), store_->Id());
  ASSERT_TRUE(Apply(1, {Written(MakeRecord("p/i/a", "甲", "文")), IssueWritten("p/i")}).ok());
  EXPECT_EQ(store_->Numbering(), kTestLog);
  ASSERT_TRUE(Apply(1, {Written(MakeRecord("p/i/a", "甲", "文"))}).ok());
  EXPECT_EQ(store_->Numbering(), kTestLog) << "nothing new";
  Open();
  EXPECT_EQ(store_->Numbering(), kTestLog);
  const int64_t other = store_->OpenLog("ingest-b:1")->key;
  EXPECT_EQ(store_->Numbering(), kTestLog) << "nothing of it yet";
  auto entries = Entries({IssueWritten("p/j"), IssueWritten("p/k"), IssueWritten("p/l")});
  ASSERT_TRUE(store_->Apply({other, "log-b", 1, &entries}).ok());
  EXPECT_EQ(store_->Numbering(), store_->Id());
  Open();
  EXPECT_EQ(store_->Numbering(), store_->Id());
}

TEST_F(SqliteRecordStoreTest, AStoreThatStartedOverNumbersForItself) {
  ASSERT_TRUE(Apply(1, {IssueWritten("p/i")}).ok());
  ASSERT_TRUE(store_->ForgetLog(log_).ok());
  ASSERT_TRUE(Apply(1, {IssueWritten("p/i")}).ok());
  EXPECT_EQ(store_->Numbering(), store_->Id());
}

TEST_F(SqliteRecordStoreTest, WritesReplacesAndDeletes) {
  auto changes = Apply(
      1, {IssueWritten("p/i"), Written(MakeRecord("p/i/a", "甲", "文")), Written(MakeRecord("p/i/b", "乙", "文"))});
  ASSERT_TRUE(changes.ok()) << changes.status();
  EXPECT_EQ(changes->first, 1u);
  EXPECT_EQ(changes->last, 3u);
  EXPECT_THAT(DocsOf(*changes), ElementsAre(2, 3));
  EXPECT_EQ(store_->Sequence(), 3u);

  changes = Apply(4, {Written(MakeRecord("p/i/a", "甲二", "文")), Deleted("p/i/b"), Deleted("p/i/none")});
  EXPECT_THAT(DocsOf(*changes), ElementsAre(4));
  EXPECT_THAT(changes->removed, ElementsAre(2, 3));
  EXPECT_EQ(Headline("p/i/a"), "甲二");
  EXPECT_EQ(Headline("p/i/b"), "RECORD_NOT_FOUND");
  EXPECT_EQ(store_->Sequence(), 6u);
}

// One replica followed while the records were written, the other begins later: same
// records, same numbers, so either goes on with the other's pages.
TEST_F(SqliteRecordStoreTest, SupersededEntriesLeaveNumbersAndRecordsAlike) {
  feed::v1::Entry superseded;
  superseded.set_superseded("publications/p/issues/i/records/a");
  const auto changes = Apply(1, {superseded, superseded, Written(MakeRecord("p/i/b", "乙", "文")), superseded,
                                 Written(MakeRecord("p/i/a", "甲二", "文")), Deleted("p/i/c"), IssueDeleted("p/j")});
  ASSERT_TRUE(changes.ok()) << changes.status();
  EXPECT_THAT(DocsOf(*changes), ElementsAre(3, 5));
  EXPECT_TRUE(changes->removed.empty());
  EXPECT_EQ(store_->Sequence(), 7u);
  EXPECT_EQ(store_->Numbering(), kTestLog);
  ASSERT_TRUE(Apply(8, {superseded}).ok());
  EXPECT_EQ(Headline("p/i/a"), "甲二") << "until its later version or its deletion comes";
}

// Another replica may have shown the version that was passed over.
TEST_F(SqliteRecordStoreTest, TheEndOfAVersionThatWasPassedOverIsNotKnown) {
  feed::v1::Entry superseded;
  superseded.set_superseded("publications/p/issues/i/records/a");
  ASSERT_TRUE(Apply(1, {superseded, Written(MakeRecord("p/i/b", "乙", "文"))}).ok());
  EXPECT_EQ(store_->Freed(), 0u) << "it is there still";
  ASSERT_TRUE(Apply(3, {Deleted("p/i/a"), Written(MakeRecord("p/i/c", "丙", "文"))}).ok());
  EXPECT_EQ(store_->Freed(), 3u);
  ASSERT_TRUE(Apply(5, {superseded, superseded}).ok());
  EXPECT_EQ(store_->Freed(), 6u) << "the first of the two ended at 6";
  ASSERT_TRUE(Apply(7, {Written(MakeRecord("p/i/a", "甲三", "文"))}).ok());
  EXPECT_EQ(store_->Freed(), 7u);
  ASSERT_TRUE(Apply(8, {Written(MakeRecord("p/i/a", "甲四", "文"))}).ok());
  EXPECT_EQ(store_->Freed(), 7u) << "what was stored here is known";
}

TEST_F(SqliteRecordStoreTest, EachEntryOnce) {
  ASSERT_TRUE(Apply(1, {Written(MakeRecord("p/i/a", "甲", "文")), Written(MakeRecord("p/i/b", "乙", "文"))}).ok());
  auto changes = Apply(2, {Written(MakeRecord("p/i/b", "重复", "文")), Written(MakeRecord("p/i/c", "丙", "文"))});
  EXPECT_THAT(DocsOf(*changes), ElementsAre(3));
  EXPECT_EQ(Headline("p/i/b"), "乙");
  changes = Apply(1, {Deleted("p/i/a")});
  ASSERT_TRUE(changes.ok());
  EXPECT_LT(changes->last, changes->first) << "nothing was new";
  EXPECT_EQ(Headline("p/i/a"), "甲");
}

TEST_F(SqliteRecordStoreTest, GapsAndForeignLogsAreRefused) {
  ASSERT_TRUE(Apply(1, {Written(MakeRecord("p/i/a", "甲", "文"))}).ok());
  EXPECT_EQ(ReasonOf(Apply(3, {Deleted("p/i/a")}).status()), "FEED_GAP");
  EXPECT_EQ(ReasonOf(Apply(2, {Deleted("p/i/a")}, "log-b").status()), "FOREIGN_LOG");
  EXPECT_EQ(Headline("p/i/a"), "甲");
  EXPECT_EQ(store_->OpenLog("ingest-a:1")->position, 1u);
}

TEST_F(SqliteRecordStoreTest, PositionAndRowsSurviveTogether) {
  ASSERT_TRUE(Apply(1, {IssueWritten("p/i"), Written(MakeRecord("p/i/a", "甲", "文"))}).ok());
  Open();
  const auto log = store_->OpenLog("ingest-a:1");
  EXPECT_EQ(log->log_id, kTestLog);
  EXPECT_EQ(log->position, 2u);
  EXPECT_EQ(store_->Sequence(), 2u);
  EXPECT_EQ(Headline("p/i/a"), "甲");
  EXPECT_THAT(DocsOf(*Apply(3, {Written(MakeRecord("p/i/b", "乙", "文"))})), ElementsAre(3)) << "ids go on";
}

TEST_F(SqliteRecordStoreTest, TheLastEntrysCommitTimeIsKept) {
  EXPECT_EQ(store_->OpenLog("ingest-a:1")->commit_time, absl::InfinitePast());
  auto first = Deleted("p/i/a"), last = Deleted("p/i/b");
  first.mutable_commit_time()->set_seconds(7);
  last.mutable_commit_time()->set_seconds(8);
  last.mutable_commit_time()->set_nanos(1500);
  ASSERT_TRUE(Apply(1, {first, last}).ok());
  Open();
  EXPECT_EQ(store_->OpenLog("ingest-a:1")->commit_time, absl::FromUnixMicros(8'000'001));
  ASSERT_TRUE(store_->ForgetLog(log_).ok());
  EXPECT_EQ(store_->OpenLog("ingest-a:1")->commit_time, absl::InfinitePast());
}

TEST_F(SqliteRecordStoreTest, ALogIsWholeFromItsMarkUntilItIsForgotten) {
  ASSERT_TRUE(Apply(1, {Deleted("p/i/a")}).ok());
  EXPECT_FALSE(store_->OpenLog("ingest-a:1")->whole);
  ASSERT_TRUE(store_->MarkWhole(log_).ok());
  ASSERT_TRUE(Apply(2, {Deleted("p/i/b")}).ok());
  Open();
  EXPECT_TRUE(store_->OpenLog("ingest-a:1")->whole);
  EXPECT_FALSE(store_->OpenLog("ingest-b:1")->whole) << "another log";
  ASSERT_TRUE(store_->ForgetLog(log_).ok());
  EXPECT_FALSE(store_->OpenLog("ingest-a:1")->whole);
}

TEST_F(SqliteRecordStoreTest, EachEarlierSchemaOpens) {
  const sqlite::Schema newest = RecordStoreSchema();
  for (size_t version = 1; version <= newest.steps.size(); ++version) {
    SCOPED_TRACE(version);
    const std::string path = folder_ / ("version" + std::to_string(version));
    {
      auto database = sqlite::OpenWriter(path, sqlite::Durability::kNormal);
      ASSERT_TRUE(sqlite::Migrate(**database, {newest.application_id, newest.steps.first(version)}).ok());
      (*database)->exec(
          "INSERT INTO logs (address, log_id, position, apply_time) VALUES ('ingest-a:1', 'log-of-then', 7, 5);"
          "UPDATE state SET sequence = 7");
    }
    const auto store = SqliteRecordStore::Open({.path = path});
    ASSERT_TRUE(store.ok()) << store.status();
    const auto log = (*store)->OpenLog("ingest-a:1");
    EXPECT_EQ(log->log_id, "log-of-then");
    EXPECT_EQ(log->position, 7u);
    EXPECT_EQ(log->commit_time, absl::InfinitePast());
    EXPECT_EQ(log->apply_time, absl::FromUnixMicros(5));
    EXPECT_EQ((*store)->Sequence(), 7u);
    EXPECT_EQ(log->whole, version < 4) << "served by that version, which did not say so";
  }
}

TEST_F(SqliteRecordStoreTest, OneProcessAtATime) {
  const auto second = SqliteRecordStore::Open({.path = folder_ / "store.sqlite"});
  EXPECT_EQ(ReasonOf(second.status()), "STORE_IN_USE");
}

TEST_F(SqliteRecordStoreTest, LogsDoNotDeleteEachOthersRecords) {
  ASSERT_TRUE(Apply(1, {Written(MakeRecord("p/i/a", "甲", "文"))}).ok());
  const int64_t other = store_->OpenLog("ingest-b:1")->key;
  EXPECT_NE(other, log_);
  EntryList entries = Entries({Deleted("p/i/a"), Written(MakeRecord("p/i/b", "乙", "文"))});
  ASSERT_TRUE(store_->Apply({other, "log-b", 1, &entries}).ok());
  EXPECT_EQ(Headline("p/i/a"), "甲");
  const auto changes = store_->ForgetLog(other);
  EXPECT_THAT(changes->removed, ElementsAre(3));
  EXPECT_EQ(Headline("p/i/a"), "甲");
  EXPECT_EQ(Headline("p/i/b"), "RECORD_NOT_FOUND");
  EXPECT_EQ(store_->OpenLog("ingest-b:1")->position, 0u);
}

TEST_F(SqliteRecordStoreTest, ChangesBringAnIndexUp) {
  ASSERT_TRUE(
      Apply(1, {IssueWritten("p/i"), Written(MakeRecord("p/i/a", "甲", "文")), Written(MakeRecord("p/i/b", "乙", "文")),
                Deleted("p/i/a"), Written(MakeRecord("p/i/c", "丙", "文"))})
          .ok());
  auto changes = store_->ReadChanges({}, {.written = 1}, {});
  EXPECT_EQ(changes->last, HistoryPlace{3});
  EXPECT_THAT(changes->written, ElementsAre(Pair(3, ::testing::_)));
  EXPECT_THAT(changes->removed, IsEmpty());
  changes = store_->ReadChanges(changes->last, {.written = 10}, {});
  EXPECT_EQ(changes->last, HistoryPlace{5});
  EXPECT_THAT(changes->written, ElementsAre(Pair(5, ::testing::_)));
  EXPECT_EQ(changes->written.front().second.paragraphs_size(), 1) << "whole records";
  EXPECT_THAT(changes->removed, ElementsAre(2));
  EXPECT_EQ(store_->ReadChanges({5}, {.written = 10}, {})->last, HistoryPlace{5});
}

// One entry can remove many versions: a stretch may end between two of them.
TEST_F(SqliteRecordStoreTest, RemovedVersionsAreReadInParts) {
  ASSERT_TRUE(Apply(1, {Written(MakeRecord("p/i/a", "甲", "文")), Written(MakeRecord("p/i/b", "乙", "文")),
                        Written(MakeRecord("p/i/c", "丙", "文")), Deleted("p/i/b")})
                  .ok());
  ASSERT_TRUE(store_->ForgetLog(log_).ok());
  ASSERT_TRUE(Apply(1, {Written(MakeRecord("p/i/d", "丁", "文"))}).ok());
  const ChangeLimits limits{.written = 10, .removed = 2};
  auto changes = store_->ReadChanges({3}, limits, {});
  EXPECT_THAT(changes->removed, ElementsAre(2, 1));
  EXPECT_EQ(changes->last, (HistoryPlace{5, 1}));
  EXPECT_THAT(changes->written, IsEmpty()) << "it stands behind them";
  changes = store_->ReadChanges(changes->last, limits, {});
  EXPECT_THAT(changes->removed, ElementsAre(3));
  EXPECT_EQ(changes->last, HistoryPlace{6});
  EXPECT_THAT(changes->written, ElementsAre(Pair(6, ::testing::_)));
}

TEST_F(SqliteRecordStoreTest, LargeRecordsAreReadInParts) {
  const std::string body(9 << 20, 'x');
  for (uint64_t i = 1; i <= 3; ++i) {
    ASSERT_TRUE(Apply(i, {Written(MakeRecord("p/i/" + std::to_string(i), "甲", body))}).ok());
  }
  const auto changes = store_->ReadChanges({}, {.written = 10}, {});
  EXPECT_EQ(changes->written.size(), 2u);
  EXPECT_EQ(changes->last, HistoryPlace{2});
}

TEST_F(SqliteRecordStoreTest, RemovedVersionsCanBeReadUntilPruned) {
  ASSERT_TRUE(Apply(1, {Written(MakeRecord("p/i/a", "甲", "文")), Written(MakeRecord("p/i/a", "甲二", "文"))}).ok());
  const std::vector<DocId> ids = {2, 1, 99};
  auto versions = store_->ReadVersions(ids, true, {});
  ASSERT_TRUE((*versions)[0] && (*versions)[1]);
  EXPECT_FALSE((*versions)[2]);
  record::v1::Record old;
  ASSERT_TRUE(old.ParseFromString((*versions)[1]->basic + (*versions)[1]->details));
  EXPECT_EQ(old.headline().text(), "甲");
  EXPECT_EQ(old.paragraphs_size(), 1);
  EXPECT_TRUE((*store_->ReadVersions(ids, false, {}))[0]->details.empty());
  ASSERT_TRUE(store_->Sync().ok());
  ASSERT_TRUE(store_->Prune(1).ok());
  EXPECT_EQ(store_->Freed(), 0u) << "nothing was removed up to there";
  EXPECT_TRUE((*store_->ReadVersions(ids, false, {}))[1]);
  ASSERT_TRUE(store_->Prune(2).ok());
  EXPECT_FALSE((*store_->ReadVersions(ids, false, {}))[1]);
  EXPECT_EQ(Headline("p/i/a"), "甲二");
  EXPECT_EQ(store_->Freed(), 2u);
  const std::string id = store_->Id();
  EXPECT_FALSE(id.empty());
  Open();
  EXPECT_EQ(store_->Freed(), 2u);
  EXPECT_EQ(store_->Id(), id);
}

TEST_F(SqliteRecordStoreTest, PrunesInSteps) {
  std::vector<feed::v1::Entry> entries;
  for (int i = 0; i < 2500; ++i) entries.push_back(Written(MakeRecord("p/i/a", "甲", "文")));
  ASSERT_TRUE(Apply(1, std::move(entries)).ok());
  EXPECT_TRUE(*store_->Prune(2500)) << "there is more";
  while (*store_->Prune(2500)) continue;
  const std::vector<DocId> ids = {1, 1500, 2499, 2500};
  const auto versions = store_->ReadVersions(ids, false, {});
  EXPECT_FALSE((*versions)[0] || (*versions)[1] || (*versions)[2]);
  EXPECT_TRUE((*versions)[3]);
}

TEST_F(SqliteRecordStoreTest, ReadingNamesIsAllOrNothing) {
  ASSERT_TRUE(Apply(1, {Written(MakeRecord("p/i/a", "甲", "文")), Written(MakeRecord("p/i/b", "乙", "文"))}).ok());
  const auto both = store_->ReadRecords(std::vector{RecordName("p/i/b"), RecordName("p/i/a")}, false, {});
  ASSERT_EQ(both->size(), 2u);
  EXPECT_EQ(both->front().headline().text(), "乙");
  EXPECT_EQ(both->front().paragraphs_size(), 0);
  const auto missing = store_->ReadRecords(std::vector{RecordName("p/i/a"), RecordName("p/i/x")}, false, {});
  EXPECT_EQ(missing.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(MetadataOf(missing.status(), "name"), RecordName("p/i/x"));
}

TEST_F(SqliteRecordStoreTest, IssuesNewestFirstByKey) {
  ASSERT_TRUE(Apply(1, {IssueWritten("p/2024-01-01"), IssueWritten("p/undated"), IssueWritten("p/2024-01-02"),
                        IssueWritten("pp/2024-01-02"), IssueWritten("q/2023-01-01"), IssueWritten("q/gone"),
                        IssueDeleted("q/gone")})
                  .ok());
  const auto names = [&](std::string_view publication, std::optional<IssueKey> after, size_t limit) {
    std::vector<std::string> out;
    const auto issues = store_->ListIssues(publication, after, limit, {});
    for (const auto& issue : *issues) out.push_back(issue.name().substr(13));
    return out;
  };
  EXPECT_THAT(names("", {}, 10), ElementsAre("p/issues/2024-01-02", "pp/issues/2024-01-02", "p/issues/2024-01-01",
                                             "q/issues/2023-01-01", "p/issues/undated"));
  EXPECT_THAT(names("publications/p", {}, 10),
              ElementsAre("p/issues/2024-01-02", "p/issues/2024-01-01", "p/issues/undated"));
  EXPECT_THAT(names("", IssueKey{"2024-01-02", IssueName("p/2024-01-02")}, 2),
              ElementsAre("pp/issues/2024-01-02", "p/issues/2024-01-01"));
  EXPECT_EQ(*store_->CountIssues(), 5);
}

TEST_F(SqliteRecordStoreTest, AnIssueByName) {
  ASSERT_TRUE(Apply(1, {IssueWritten("p/i"), IssueWritten("p/i2")}).ok());
  const auto issue = store_->ReadIssue(IssueName("p/i"), {});
  ASSERT_TRUE(issue.ok()) << issue.status();
  EXPECT_EQ(issue->name(), IssueName("p/i"));
  EXPECT_EQ(ReasonOf(store_->ReadIssue(IssueName("p/x"), {}).status()), "ISSUE_NOT_FOUND");
}

TEST_F(SqliteRecordStoreTest, ReadsEndWhenTheirCallDoes) {
  std::vector<feed::v1::Entry> entries;
  std::vector<std::string> names;
  std::vector<DocId> ids;
  for (int i = 0; i < 300; ++i) {
    const std::string path = "p/i" + std::to_string(i % 100) + "/r" + std::to_string(i);
    names.push_back(RecordName(path));
    ids.push_back(static_cast<DocId>(entries.size()) + 1);
    entries.push_back(Written(MakeRecord(path, "甲", "文")));
  }
  for (int i = 0; i < 100; ++i) entries.push_back(IssueWritten("p/i" + std::to_string(i)));
  ASSERT_TRUE(Apply(1, std::move(entries)).ok());
  int asked = 0;
  const Cancelled third_time = [&] { return ++asked % 3 == 0; };
  const Cancelled never = [] { return false; };
  for (int round = 0; round < 2; ++round) {
    EXPECT_TRUE(absl::IsCancelled(store_->ReadVersions(ids, true, third_time).status()));
    EXPECT_TRUE(absl::IsCancelled(store_->ReadRecords(names, false, third_time).status()));
    EXPECT_TRUE(absl::IsCancelled(store_->ListIssues("", std::nullopt, 1000, third_time).status()));
    EXPECT_TRUE(store_->ReadVersions(ids, true, never).ok()) << "an interrupted reader goes on reading";
    EXPECT_TRUE(store_->ReadRecords(names, false, {}).ok());
  }
}

}  // namespace
}  // namespace broadsheet::query
