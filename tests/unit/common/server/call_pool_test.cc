#include "common/server/call_pool.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <latch>
#include <vector>

namespace broadsheet {
namespace {

TEST(CallPoolTest, RunsEverythingInOrderBeforeItGoes) {
  std::vector<int> ran;
  {
    CallPool pool(1);
    for (int i = 0; i < 100; ++i) pool.Run([&ran, i] { ran.push_back(i); });
  }
  ASSERT_EQ(ran.size(), 100u);
  EXPECT_TRUE(std::is_sorted(ran.begin(), ran.end()));
}

TEST(CallPoolTest, NoMoreAtATimeThanItsWidthAndAsManyAsThat) {
  std::atomic<int> running = 0, most = 0;
  std::latch together(3);
  {
    CallPool pool(3);
    for (int i = 0; i < 30; ++i) {
      pool.Run([&, i] {
        const int now = ++running;
        int seen = most;
        while (seen < now && !most.compare_exchange_weak(seen, now)) continue;
        if (i < 3) together.arrive_and_wait();  // hangs if fewer run
        --running;
      });
    }
  }
  EXPECT_EQ(most, 3);
}

TEST(CallPoolTest, WhoWaitsKeepsNobodyOut) {
  constexpr int kWaiting = 8;
  std::latch waiting(kWaiting), done(1);
  bool last_ran = false;
  {
    CallPool pool(1);
    for (int i = 0; i < kWaiting; ++i) {
      pool.Run([&] {
        pool.Wait([&] {
          waiting.count_down();
          done.wait();
        });
      });
    }
    waiting.wait();
    pool.Run([&] {
      last_ran = true;
      done.count_down();
    });
  }
  EXPECT_TRUE(last_ran);
}

}  // namespace
}  // namespace broadsheet
