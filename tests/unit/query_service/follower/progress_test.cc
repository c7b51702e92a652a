#include "query_service/follower/progress.h"

#include <gtest/gtest.h>

#include "absl/time/clock.h"
#include "common/feed/position.h"
#include "common/status/error.h"

namespace broadsheet::query {
namespace {

absl::Status Alive() { return absl::OkStatus(); }

LogProgress LogAt(uint64_t position) {
  LogProgress progress;
  progress.log_id = "log";
  progress.position = position;
  return progress;
}

TEST(ProgressTest, NobodyWaitsForAPositionBeyondHisDeadlineOrHalfAMinute) {
  const absl::Time now = absl::FromUnixSeconds(1'700'000'000);
  EXPECT_EQ(EndOfWait(now + absl::Seconds(3), now), now + absl::Seconds(3));
  EXPECT_EQ(EndOfWait(now + absl::Hours(1), now), now + absl::Seconds(30));
  EXPECT_EQ(EndOfWait(absl::InfiniteFuture(), now), now + absl::Seconds(30));
}

TEST(ProgressTest, WhoHasWaitedHearsHowFarItGot) {
  ProgressBoard board;
  board.Add(LogAt(7));
  EXPECT_TRUE(board.WaitFor(FormatPosition("log", 7), absl::InfinitePast(), Alive).ok());
  const absl::Status late = board.WaitFor(FormatPosition("log", 8), absl::Now(), Alive);
  EXPECT_EQ(ReasonOf(late), "NOT_YET_APPLIED");
  EXPECT_EQ(late.code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(ReasonOf(board.WaitFor(FormatPosition("other", 1), absl::Now(), Alive)), "FOREIGN_LOG");
}

}  // namespace
}  // namespace broadsheet::query
