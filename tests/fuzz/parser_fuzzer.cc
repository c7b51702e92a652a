// Any upload: the first byte chooses what the caller declares, the rest is text.
#include "ingest_service/parser/parser.h"

#include "tests/fuzz/fuzz_target.h"
#include "tests/support/parsed_issue_check.h"

namespace {

using broadsheet::fuzz::Require;

const broadsheet::ingest::ParseHints kHints[] = {{"", ""},         {"UTF-8", "2025-03-05"}, {"GB18030", ""},
                                                 {"Big5", ""},     {"Big5-HKSCS", ""},      {"UTF-16", ""},
                                                 {"UTF-16LE", ""}, {"UTF-16BE", ""},        {"EBCDIC", ""}};

// Before main, so that no input has to wait for the models.
const auto kParser = broadsheet::ingest::Parser::Create({});

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Require(kParser.ok(), "the models can be read");
  if (size == 0) return 0;
  const std::string_view upload = broadsheet::fuzz::TextOf(data, size).substr(1);
  const auto parsed = (*kParser)->Parse(upload, kHints[data[0] % std::size(kHints)]);
  if (!parsed.ok()) {
    Require(parsed.status().code() == absl::StatusCode::kInvalidArgument, "an error is INVALID_ARGUMENT",
            parsed.status().ToString());
    return 0;
  }
  const std::string broken = broadsheet::testing::BrokenPromise(upload, *parsed);
  Require(broken.empty(), broken);
  return 0;
}
