#include "common/server/run_service.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "common/server/server_options.h"

namespace broadsheet {
namespace {

struct Options {
  ServerOptions server;
};

struct Service {
  void Drain() {}
};

absl::StatusOr<ParseOutcome> ReadNothing(int, const char* const*, Options&) { return ParseOutcome::kRun; }

// Whether it is told within ten seconds to stop.
bool IsStopped(const std::stop_token& stop) {
  for (int i = 0; i < 1000 && !stop.stop_requested(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  return stop.stop_requested();
}

// Gets SIGTERM while it starts.
absl::StatusOr<std::unique_ptr<Service>> StartLong(const Options&, const std::stop_token& stop) {
  kill(getpid(), SIGTERM);
  if (!IsStopped(stop)) return absl::InternalError("nobody said so");
  return absl::CancelledError("stopped");
}

// … and is too far to stop.
absl::StatusOr<std::unique_ptr<Service>> StartAnyway(const Options&, const std::stop_token& stop) {
  kill(getpid(), SIGTERM);
  return IsStopped(stop) ? std::make_unique<Service>() : nullptr;
}

absl::StatusOr<std::unique_ptr<Service>> Fail(const Options&, const std::stop_token&) {
  return absl::UnavailableError("no port");
}

// Is told twice.
absl::StatusOr<std::unique_ptr<Service>> StartForever(const Options&, const std::stop_token& stop) {
  kill(getpid(), SIGTERM);
  if (IsStopped(stop)) kill(getpid(), SIGTERM);
  std::this_thread::sleep_for(std::chrono::seconds(10));
  return std::make_unique<Service>();
}

using Start = absl::StatusOr<std::unique_ptr<Service>>(const Options&, const std::stop_token&);

void RunTo(Start* start) { exit(RunService<Options, Service>("test", 0, nullptr, ReadNothing, start)); }

TEST(RunServiceDeathTest, ASignalEndsALongStart) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(RunTo(StartLong), ::testing::ExitedWithCode(0), "");
  EXPECT_EXIT(RunTo(StartAnyway), ::testing::ExitedWithCode(0), "");
  EXPECT_EXIT(RunTo(StartForever), ::testing::ExitedWithCode(1), "");
  EXPECT_EXIT(RunTo(Fail), ::testing::ExitedWithCode(1), "no port");
}

}  // namespace
}  // namespace broadsheet
