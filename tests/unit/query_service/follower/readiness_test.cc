#include "query_service/follower/readiness.h"

#include <gtest/gtest.h>

#include <vector>

namespace broadsheet::query {
namespace {

const absl::Time kStart = absl::FromUnixSeconds(1000);
const ReplicaStart kEmpty = {.time = kStart, .has_records = false, .feed_patience = absl::Seconds(30)};
const ReplicaStart kFull = {.time = kStart, .has_records = true, .feed_patience = absl::Seconds(30)};

absl::Time After(int seconds) { return kStart + absl::Seconds(seconds); }

LogProgress AtHead() {
  LogProgress log;
  log.heard = After(1);
  return log;
}

TEST(ReadinessTest, EachLogHasToBeFollowedToItsHead) {
  std::vector<LogProgress> logs = {AtHead(), LogProgress()};
  EXPECT_FALSE(IsReady(logs, kFull, After(1)));
  logs[1] = AtHead();
  EXPECT_TRUE(IsReady(logs, kFull, After(1)));
  EXPECT_TRUE(IsReady(logs, kEmpty, After(1)));
}

TEST(ReadinessTest, WithRecordsASilentFeedIsNotWaitedFor) {
  const std::vector<LogProgress> logs = {AtHead(), LogProgress()};
  EXPECT_FALSE(IsReady(logs, kFull, After(29)));
  EXPECT_TRUE(IsReady(logs, kFull, After(30)));
  EXPECT_FALSE(IsReady(logs, kEmpty, After(3000)));
}

TEST(ReadinessTest, AFeedThatSpeaksIsFollowedToItsHead) {
  std::vector<LogProgress> logs = {AtHead()};
  logs[0].heard = After(3590);
  logs[0].lag = 7;
  EXPECT_FALSE(IsReady(logs, kFull, After(3600))) << "it catches up";
  EXPECT_TRUE(IsReady(logs, kFull, After(3620))) << "it broke off";
  EXPECT_FALSE(IsReady(logs, kEmpty, After(3620)));
}

}  // namespace
}  // namespace broadsheet::query
