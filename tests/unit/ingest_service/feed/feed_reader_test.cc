#include "ingest_service/feed/feed_reader.h"

#include <gtest/gtest.h>

#include "common/status/error.h"
#include "ingest_service/store/memory_record_log.h"
#include "tests/support/stored_issues.h"

namespace broadsheet::ingest {
namespace {

class FeedReaderTest : public ::testing::Test {
 protected:
  MemoryRecordLog log_{"here"};
  FeedReader reader_{log_};
};

TEST_F(FeedReaderTest, ShowsEachKindOfChange) {
  const StoredIssue issue = MakeIssue("p", "i", {{"a", "甲"}});
  ASSERT_TRUE(log_.Append(issue, false).ok());
  FeedEntries entries;
  EXPECT_EQ(reader_.Read(0, 100, 100000, entries).value(), 2u);
  EXPECT_EQ(entries[0].issue_written().name(), issue.issue.name());
  EXPECT_EQ(entries[1].record_written().SerializeAsString(), issue.records[0].SerializeAsString());
  ASSERT_TRUE(log_.Delete(issue.issue.name()).ok());
  entries.Clear();
  EXPECT_EQ(reader_.Read(0, 100, 100000, entries).value(), 4u);
  ASSERT_EQ(entries.size(), 4);
  EXPECT_EQ(entries[0].superseded(), issue.issue.name());
  EXPECT_EQ(entries[1].superseded(), issue.records[0].name());
  EXPECT_EQ(entries[2].record_deleted(), issue.records[0].name());
  EXPECT_EQ(entries[3].issue_deleted(), issue.issue.name());
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(entries[i].position(), reader_.PositionOf(i + 1));
    EXPECT_GT(entries[i].commit_time().seconds(), 0);
  }
}

TEST_F(FeedReaderTest, ResolvesThePositionsThatItGave) {
  ASSERT_TRUE(log_.Append(MakeIssue("p", "i", {{"a", "甲"}}), false).ok());
  EXPECT_EQ(reader_.Resolve("").value(), 0u);
  EXPECT_EQ(reader_.Resolve(reader_.PositionOf(1)).value(), 1u);
  EXPECT_EQ(reader_.Resolve(reader_.PositionOf(2)).value(), 2u);
}

TEST_F(FeedReaderTest, RefusesOtherPositionsWithTheirReason) {
  EXPECT_EQ(reader_.Resolve("nonsense").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(reader_.Resolve("nonsense").status()), "BAD_POSITION");

  MemoryRecordLog other("there");
  ASSERT_TRUE(other.Append(MakeIssue("p", "i", {}), false).ok());
  const absl::Status foreign = reader_.Resolve(FeedReader(other).PositionOf(1)).status();
  EXPECT_EQ(foreign.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(foreign), "FOREIGN_LOG");
  EXPECT_EQ(MetadataOf(foreign, "log_id"), "here");

  const absl::Status ahead = reader_.Resolve(reader_.PositionOf(1)).status();
  EXPECT_EQ(ahead.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(ahead), "POSITION_AHEAD");
}

// An older copy of the log that has grown past the position since.
TEST_F(FeedReaderTest, TellsAnotherEntryAtTheSamePositionByItsCommitTime) {
  ASSERT_TRUE(log_.Append(MakeIssue("p", "i", {{"a", "甲"}}), false).ok());
  const absl::Time committed = log_.Read(1, 1, 1)->front().commit_time;
  const std::string position = reader_.PositionOf(2);
  EXPECT_EQ(reader_.Resolve(position, committed).value(), 2u);
  EXPECT_EQ(reader_.Resolve(position, absl::FromUnixMicros(absl::ToUnixMicros(committed))).value(), 2u)
      << "followers may keep microseconds";
  const absl::Status diverged = reader_.Resolve(position, committed - absl::Milliseconds(1)).status();
  EXPECT_EQ(diverged.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(diverged), "LOG_DIVERGED");
  EXPECT_EQ(MetadataOf(diverged, "position"), position);
}

TEST_F(FeedReaderTest, SaysHowMuchRemains) {
  EXPECT_EQ(reader_.PlaceOf(0).head_position, "");
  EXPECT_TRUE(reader_.AtHead(0));
  ASSERT_TRUE(log_.Append(MakeIssue("p", "i", {{"a", "甲"}}), false).ok());
  EXPECT_EQ(reader_.PlaceOf(0).remaining, 2);
  EXPECT_EQ(reader_.PlaceOf(2).remaining, 0);
  EXPECT_EQ(reader_.PlaceOf(2).head_position, reader_.PositionOf(2));
  EXPECT_FALSE(reader_.AtHead(1));
  EXPECT_TRUE(reader_.AtHead(2));
}

}  // namespace
}  // namespace broadsheet::ingest
