#include "common/config/option_parser.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <iterator>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/config/option_value.h"
#include "common/logging/json_line.h"
#include "common/status/error.h"
#include "common/version/version.h"

namespace broadsheet {
namespace {

absl::Status Want(std::string_view want) { return absl::InvalidArgumentError(std::string(want)); }

std::string VariableOf(std::string_view name) {
  return absl::StrCat("BROADSHEET_", absl::AsciiStrToUpper(absl::StrReplaceAll(std::string(name), {{"-", "_"}})));
}

// Carries our status through CLI11, which knows only exceptions.
class BadOption : public CLI::ValidationError {
 public:
  explicit BadOption(const absl::Status& status) : CLI::ValidationError(std::string(status.message())) {}
};

// CLI11 takes -word for options; no option of ours has one dash, but -h. A mark
// that no argument begins with lets the word through.
constexpr char kWordMark = '\x01';

std::string Marked(std::string_view argument) {
  const bool word = argument.size() > 1 && argument[0] == '-' && argument[1] != '-' && argument != "-h";
  return word ? absl::StrCat(std::string(1, kWordMark), std::string(argument)) : std::string(argument);
}

std::string Unmarked(const std::string& argument) {
  return argument.starts_with(kWordMark) ? argument.substr(1) : argument;
}

}  // namespace

class OptionParser::Impl {
 public:
  Impl(std::string_view program, std::string_view description) : app(std::string(description), std::string(program)) {
    app.set_version_flag("--version", absl::StrCat(std::string(program), " ", std::string(kVersion)));
  }

  CLI::App app;
  std::map<std::string, std::string> values;  // by name, as text
  std::map<std::string, const bool*> flags;
  bool has_positionals = false;
};

OptionParser::OptionParser(std::string_view program, std::string_view description)
    : impl_(std::make_unique<Impl>(program, description)) {}
OptionParser::~OptionParser() = default;

void OptionParser::Add(std::string_view name, std::string_view help, std::string shown_default, std::string_view type,
                       std::function<absl::Status(const std::string&)> read) {
  const std::string key(name), variable = VariableOf(name);
  impl_->values[key] = shown_default;
  auto callback = [this, key, variable, read = std::move(read)](const std::string& given) {
    const std::string got = Unmarked(given);
    const absl::Status wanted = read(got);
    if (!wanted.ok()) {
      throw BadOption(FieldError(absl::StrCat("--", key, " (", variable, ")"), got, std::string(wanted.message())));
    }
    impl_->values[key] = got;
  };
  impl_->app.add_option_function<std::string>("--" + key, callback, std::string(help))
      ->envname(variable)
      ->type_name(std::string(type))
      ->default_str(shown_default)
      ->take_last();
}

void OptionParser::AddText(std::string_view name, std::string& target, std::string_view help) {
  Add(name, help, target, "TEXT", [&target](const std::string& got) {
    target = got;
    return absl::OkStatus();
  });
}

void OptionParser::AddFlag(std::string_view name, bool& target, std::string_view help) {
  impl_->flags[std::string(name)] = &target;
  impl_->app.add_flag(absl::StrCat("--", std::string(name)), target, std::string(help))->envname(VariableOf(name));
}

void OptionParser::AddInteger(std::string_view name, int64_t& target, OptionRange<int64_t> range,
                              std::string_view help) {
  Add(name, help, absl::StrCat(target), "INTEGER", [&target, range](const std::string& got) {
    int64_t value = 0;
    if (!absl::SimpleAtoi(got, &value) || value < range.least || value > range.most) {
      return Want(absl::StrCat("an integer from ", range.least, " to ", range.most));
    }
    target = value;
    return absl::OkStatus();
  });
}

void OptionParser::AddBytes(std::string_view name, int64_t& target, OptionRange<int64_t> range, std::string_view help) {
  Add(name, help, FormatBytes(target), "BYTES", [&target, range](const std::string& got) {
    const auto value = ParseBytes(got);
    if (!value || *value < range.least || *value > range.most) {
      return Want(absl::StrCat("bytes from ", FormatBytes(range.least), " to ", FormatBytes(range.most),
                               ", as in 4096, 64KiB, 8MiB, 1GiB"));
    }
    target = *value;
    return absl::OkStatus();
  });
}

void OptionParser::AddDuration(std::string_view name, absl::Duration& target, OptionRange<absl::Duration> range,
                               std::string_view help) {
  Add(name, help, absl::FormatDuration(target), "DURATION", [&target, range](const std::string& got) {
    absl::Duration value;
    if (!absl::ParseDuration(got, &value) || value < range.least || value > range.most) {
      return Want(absl::StrCat("a duration from ", absl::FormatDuration(range.least), " to ",
                               absl::FormatDuration(range.most), ", as in 500ms, 2s, 5m"));
    }
    target = value;
    return absl::OkStatus();
  });
}

void OptionParser::AddAddress(std::string_view name, std::string& target, std::string_view help) {
  Add(name, help, target, "HOST:PORT", [&target](const std::string& got) {
    if (!ParseHostPort(got)) return Want("host:port or [v6 address]:port, the port from 0 to 65535");
    target = got;
    return absl::OkStatus();
  });
}

void OptionParser::AddPositionals(std::string_view name, std::vector<std::string>& target, std::string_view help) {
  impl_->has_positionals = true;
  const auto callback = [&target](const std::vector<std::string>& given) {
    target.clear();
    std::transform(given.begin(), given.end(), std::back_inserter(target), Unmarked);
  };
  impl_->app.add_option_function<std::vector<std::string>>(std::string(name), callback, std::string(help));
}

absl::StatusOr<ParseOutcome> OptionParser::Parse(int argc, const char* const* argv) {
  std::vector<std::string> arguments(argv, argv + argc);
  if (impl_->has_positionals) std::transform(arguments.begin(), arguments.end(), arguments.begin(), Marked);
  std::vector<const char*> pointers;
  for (const std::string& argument : arguments) pointers.push_back(argument.c_str());
  try {
    impl_->app.parse(argc, pointers.data());
  } catch (const CLI::Success& asked) {
    impl_->app.exit(asked);
    return ParseOutcome::kExit;
  } catch (const CLI::ParseError& error) {
    return Error(absl::StatusCode::kInvalidArgument, "BAD_OPTION", error.what());
  }
  return ParseOutcome::kRun;
}

std::string OptionParser::ValuesAsJson() const {
  std::map<std::string, std::string> all = impl_->values;
  for (const auto& [name, flag] : impl_->flags) all[name] = *flag ? "true" : "false";
  std::string json = "{";
  for (const auto& [name, value] : all) {
    if (json.size() > 1) json += ',';
    AppendJsonString(name, json);
    json += ':';
    AppendJsonString(value, json);
  }
  return json + "}";
}

}  // namespace broadsheet
