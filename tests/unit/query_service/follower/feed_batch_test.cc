#include "query_service/follower/feed_batch.h"

#include <gtest/gtest.h>

#include <string>

#include "common/status/error.h"
#include "tests/support/feed_entries.h"

namespace broadsheet::query {
namespace {

feed::v1::WatchRecordsResponse Message(const std::string& first, const std::string& last, int entries,
                                       std::string_view log = kTestLog) {
  feed::v1::WatchRecordsResponse message;
  message.set_first_position(first);
  message.set_last_position(last);
  message.set_log_id(std::string(log));
  for (int i = 0; i < entries; ++i) *message.add_entries() = Deleted("p/i/r");
  return message;
}

const FollowedLog kNew = {.key = 3, .address = "ingest:1", .log_id = "", .position = 0};
const FollowedLog kFollowed = {.key = 3, .address = "ingest:1", .log_id = std::string(kTestLog), .position = 6};

TEST(FeedBatchTest, LendsTheEntries) {
  auto message = Message("log-a:7", "log-a:8", 2);
  for (const FollowedLog& log : {kNew, kFollowed}) {
    const auto batch = BatchOf(log, message);
    ASSERT_TRUE(batch.ok()) << batch.status();
    EXPECT_EQ(batch->log, 3);
    EXPECT_EQ(batch->log_id, kTestLog);
    EXPECT_EQ(batch->first, 7u);
    EXPECT_EQ(batch->entries, message.mutable_entries());
  }
}

TEST(FeedBatchTest, ASignOfLifeHasNothingToApply) {
  auto message = Message("", "log-a:6", 0);
  const auto batch = BatchOf(kFollowed, message);
  ASSERT_TRUE(batch.ok()) << batch.status();
  EXPECT_EQ(batch->first, 0u);
}

TEST(FeedBatchTest, AnotherLogIsForeign) {
  auto message = Message("log-b:7", "log-b:7", 1, "log-b");
  EXPECT_EQ(ReasonOf(BatchOf(kFollowed, message).status()), "FOREIGN_LOG");
  EXPECT_TRUE(BatchOf(kNew, message).ok());
}

TEST(FeedBatchTest, PositionsHaveToFitTheEntriesAndTheLog) {
  const feed::v1::WatchRecordsResponse bad[] = {
      Message("log-a:7", "log-a:7", 2),
      Message("log-a:8", "log-a:7", 1),
      Message("log-a:7", "", 1),
      Message("", "log-a:7", 1),
      Message("log-a:18446744073709551615", "log-a:1", 3),
      Message("log-b:7", "log-b:7", 1),
      Message("log-a:7", "log-b:7", 1),
      Message("log-a:7", "log-a:7", 1, ""),
  };
  for (auto message : bad) {
    EXPECT_EQ(ReasonOf(BatchOf(kNew, message).status()), "BAD_FEED_MESSAGE") << message.ShortDebugString();
  }
}

}  // namespace
}  // namespace broadsheet::query
