// Any command line of a service, a line an argument, and any access file.
#include <sstream>
#include <string>
#include <vector>

#include "common/config/option_parser.h"
#include "common/server/access_policy.h"
#include "common/server/server_options.h"
#include "common/status/error.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

using namespace broadsheet;
using fuzz::Require;

void ReadOptions(std::string_view text) {
  std::vector<std::string> arguments = {"service"};
  while (!text.empty()) arguments.emplace_back(fuzz::TakeLine(text));
  std::vector<const char*> argv;
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  ServerOptions options;
  OptionParser parser("service", "A service.");
  AddServerOptions(parser, options);
  const auto outcome = parser.Parse(static_cast<int>(argv.size()), argv.data());
  if (!outcome.ok()) {
    Require(outcome.status().code() == absl::StatusCode::kInvalidArgument, "an error is INVALID_ARGUMENT");
    return;
  }
  const absl::Status valid = ValidateServerOptions(options);
  Require(valid.ok() || valid.code() == absl::StatusCode::kInvalidArgument, "an error is INVALID_ARGUMENT");
  Require(parser.ValuesAsJson().back() == '}', "options have a JSON form");
}

void ReadPolicy(std::string_view text) {
  // A caller's token is what stands where it says.
  const SecretReader place = [](std::string_view where) -> absl::StatusOr<std::string> { return std::string(where); };
  const auto policy = AccessPolicy::Parse(text, {.file = place, .environment = place});
  if (!policy.ok()) {
    Require(ReasonOf(policy.status()) == "BAD_ACCESS_FILE", "the reason is BAD_ACCESS_FILE");
    return;
  }
  Require(!policy->Authorize({}, Role::kReader).ok(), "who shows nothing is nobody");
  Require(!policy->Authorize({.certificate_names = {""}, .bearer_token = ""}, Role::kReader).ok(),
          "empty names and tokens are nobody's");
}

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = fuzz::TextOf(data, size);
  ReadOptions(text);
  ReadPolicy(text);
  return 0;
}
