// The whole of a service's main.
#pragma once

#include <iostream>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/config/option_parser.h"
#include "common/config/run_main.h"
#include "common/logging/log.h"
#include "common/server/exit_guard.h"
#include "common/server/heap_trimmer.h"
#include "common/server/signals.h"
#include "common/status/error.h"

namespace broadsheet {

// Reads the options, starts the service, waits for a signal to end, drains. A
// signal while it starts is a stop that `start` is told. Whatever it does then, the
// process does not outlive the grace period that begins with the signal.
// Returns the exit status: 0 after a drain, such a stop or --help, 1 if the service cannot
// start (the log says why), 2 for bad options (standard error says which).
// For the main thread, before it has started another.
template <typename Options, typename Service>
int RunServiceUnguarded(std::string_view program, int argc, char** argv,
                        absl::StatusOr<ParseOutcome> (*read_options)(int, const char* const*, Options&),
                        absl::StatusOr<std::unique_ptr<Service>> (*start)(const Options&, const std::stop_token&)) {
  constexpr int kCannotStart = 1, kBadOptions = 2;
  TerminationSignals signals;
  Options options;
  const auto outcome = read_options(argc, argv, options);
  if (!outcome.ok()) {
    std::cerr << program << ": " << outcome.status().message() << "\nTry --help.\n";
    return kBadOptions;
  }
  if (*outcome == ParseOutcome::kExit) return 0;
  SetLogLevel(LogLevelNamed(options.server.log_level).value_or(LogLevel::kInfo));

  // Before the service, so that they see its end.
  std::optional<ExitGuard> guard;
  const std::stop_callback begin(signals.stop_token(), [&] { guard.emplace(options.server.grace_period); });
  const HeapTrimmer trimmer;
  const auto service = start(options, signals.stop_token());
  if (!service.ok()) {
    if (signals.stop_token().stop_requested()) {
      LogInfo("terminated while starting", {{"signal", signals.Wait()}});
      return 0;
    }
    LogError("cannot start",
             {{"reason", ReasonOf(service.status())}, {"error", std::string(service.status().message())}});
    return kCannotStart;
  }
  LogInfo("terminating", {{"signal", signals.Wait()}});
  (*service)->Drain();
  return 0;
}

// The same; an exception that leaves it is a line on standard error and status 1.
template <typename Options, typename Service>
int RunService(std::string_view program, int argc, char** argv,
               absl::StatusOr<ParseOutcome> (*read_options)(int, const char* const*, Options&),
               absl::StatusOr<std::unique_ptr<Service>> (*start)(const Options&, const std::stop_token&)) {
  return RunMain(program, [&] { return RunServiceUnguarded(program, argc, argv, read_options, start); });
}

}  // namespace broadsheet
