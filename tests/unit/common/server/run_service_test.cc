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

// Takes as long as it says; an hour is to be cut short.
struct Service {
  std::chrono::seconds drain{0}, end{0};
  void Drain() { std::this_thread::sleep_for(drain); }
  ~Service() { std::this_thread::sleep_for(end); }
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

absl::StatusOr<ParseOutcome> ReadShortGrace(int, const char* const*, Options& options) {
  options.server.grace_period = absl::Milliseconds(100);
  return ParseOutcome::kRun;
}

template <int kDrain, int kEnd>
absl::StatusOr<std::unique_ptr<Service>> StartAndEnd(const Options&, const std::stop_token&) {
  kill(getpid(), SIGTERM);
  return std::make_unique<Service>(Service{std::chrono::hours(kDrain), std::chrono::hours(kEnd)});
}

absl::StatusOr<std::unique_ptr<Service>> HearNothing(const Options&, const std::stop_token&) {
  kill(getpid(), SIGTERM);
  std::this_thread::sleep_for(std::chrono::hours(1));
  return nullptr;
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

TEST(RunServiceDeathTest, TheGracePeriodIsFromTheSignalToTheExit) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto run = [](Start* start) { exit(RunService<Options, Service>("test", 0, nullptr, ReadShortGrace, start)); };
  constexpr char kOver[] = "the grace period is over";
  EXPECT_EXIT(run(StartAndEnd<1, 0>), ::testing::ExitedWithCode(1), kOver) << "draining takes too long";
  EXPECT_EXIT(run(StartAndEnd<0, 1>), ::testing::ExitedWithCode(1), kOver) << "what is behind it does";
  EXPECT_EXIT(run(HearNothing), ::testing::ExitedWithCode(1), kOver) << "starting does";
}

}  // namespace
}  // namespace broadsheet
