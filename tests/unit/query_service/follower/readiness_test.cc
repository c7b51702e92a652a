#include "query_service/follower/readiness.h"

#include <gtest/gtest.h>

#include <vector>

namespace broadsheet::query {
namespace {

const absl::Time kStart = absl::FromUnixSeconds(1000);
const ReplicaStart kBegun = {.time = kStart, .feed_patience = absl::Seconds(30)};

absl::Time After(int seconds) { return kStart + absl::Seconds(seconds); }

// Not heard of in this run.
LogProgress Unheard(bool whole) {
  LogProgress log;
  log.whole = whole;
  return log;
}

LogProgress AtHead() {
  LogProgress log = Unheard(true);
  log.heard = After(1);
  log.connected = true;
  return log;
}

LogProgress Behind(bool whole) {
  LogProgress log = AtHead();
  log.whole = whole;
  log.lag = 7;
  return log;
}

TEST(ReadinessTest, EachLogHasToBeFollowedToItsHead) {
  std::vector<LogProgress> logs = {AtHead(), Unheard(true)};
  EXPECT_NE("", WhyNotReady(logs, kBegun, After(1)));
  logs[1] = Behind(true);
  EXPECT_NE("", WhyNotReady(logs, kBegun, After(1)));
  logs[1] = AtHead();
  EXPECT_EQ("", WhyNotReady(logs, kBegun, After(1)));
}

TEST(ReadinessTest, AWholeLogDoesNotWaitForASilentFeed) {
  const std::vector<LogProgress> logs = {AtHead(), Unheard(true)};
  EXPECT_NE("", WhyNotReady(logs, kBegun, After(29)));
  EXPECT_EQ("", WhyNotReady(logs, kBegun, After(30)));
}

TEST(ReadinessTest, APartOfALogIsNeverServed) {
  for (LogProgress log : {Unheard(false), Behind(false)}) {
    log.connected = false;
    const std::vector<LogProgress> logs = {AtHead(), log};
    EXPECT_NE("", WhyNotWhole(logs));
    EXPECT_NE("", WhyNotReady(logs, kBegun, After(100'000)));
  }
}

TEST(ReadinessTest, AFeedThatIsThereIsFollowedToItsHead) {
  std::vector<LogProgress> logs = {Behind(true)};
  EXPECT_NE("", WhyNotReady(logs, kBegun, After(3600))) << "a batch takes long";
  logs[0].connected = false;
  EXPECT_EQ("", WhyNotReady(logs, kBegun, After(31))) << "it broke off";
}

TEST(ReadinessTest, OnlyAPartOfALogWithdraws) {
  EXPECT_EQ("", WhyNotWhole(std::vector{AtHead(), Behind(true), Unheard(true)}));
}

TEST(ReadinessTest, SaysWhichLogIsMissingAndWhy) {
  LogProgress unreached = Unheard(false);
  unreached.address = "ingest-2:9600";
  unreached.problem = "connection refused";
  LogProgress part = Behind(false);
  part.address = "ingest-3:9600";
  part.log_id = "log-c";
  part.position = 5;
  part.head = 12;
  LogProgress behind = Behind(true);
  behind.address = "ingest-4:9600";
  const std::vector<LogProgress> logs = {AtHead(), unreached, part, behind};
  EXPECT_EQ(WhyNotReady(logs, kBegun, After(1)),
            "ingest-2:9600: never reached (connection refused); "
            "ingest-3:9600: followed to entry 5 of 12, never to its head; ingest-4:9600: 7 entries behind");
}

}  // namespace
}  // namespace broadsheet::query
