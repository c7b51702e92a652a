// Flags and environment variables into an options struct.
//
// `--listen-address` may also be given as BROADSHEET_LISTEN_ADDRESS; the flag wins.
// Secrets are never options: options name files that hold them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace broadsheet {

template <typename Value>
struct OptionRange {
  Value least, most;
};

enum class ParseOutcome {
  kRun,
  kExit,  // --help or --version was asked for and printed
};

// The values are those of the struct until Parse sets what was given; names are
// in kebab-case, without dashes in front. Targets have to outlive Parse.
class OptionParser {
 public:
  OptionParser(std::string_view program, std::string_view description);
  ~OptionParser();

  void AddText(std::string_view name, std::string& target, std::string_view help);
  // `--name` or `--name=false`.
  void AddFlag(std::string_view name, bool& target, std::string_view help);
  void AddInteger(std::string_view name, int64_t& target, OptionRange<int64_t> range, std::string_view help);
  // 4096, 64KiB, 8MiB, 1GiB.
  void AddBytes(std::string_view name, int64_t& target, OptionRange<int64_t> range, std::string_view help);
  // 500ms, 2s, 5m, 1h30m.
  void AddDuration(std::string_view name, absl::Duration& target, OptionRange<absl::Duration> range,
                   std::string_view help);
  // host:port, [v6]:port; port 0 to 65535.
  void AddAddress(std::string_view name, std::string& target, std::string_view help);

  // What stands without a name in front, any number; for programs, not services.
  // Words that begin with one dash are among them: `-price`.
  void AddPositionals(std::string_view name, std::vector<std::string>& target, std::string_view help);

  // INVALID_ARGUMENT naming the flag and its variable, what was got and wanted.
  absl::StatusOr<ParseOutcome> Parse(int argc, const char* const* argv);

  // Every option with its value, as a JSON object; after Parse.
  std::string ValuesAsJson() const;

 private:
  class Impl;
  // `read` sets the target, or says what is wanted instead.
  void Add(std::string_view name, std::string_view help, std::string shown_default, std::string_view type,
           std::function<absl::Status(const std::string&)> read);
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet
