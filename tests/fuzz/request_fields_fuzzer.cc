// The small texts of requests and headers: names, dates, positions, trace
// context. What is taken is written back as it was.
#include "common/api/iso_date.h"
#include "common/api/resource_name.h"
#include "common/feed/position.h"
#include "common/server/trace_context.h"
#include "common/status/error.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

using namespace broadsheet;
using fuzz::Require;

void CheckName(std::string_view text, Collection collection) {
  const auto name = ParseName("name", text, collection);
  if (name.ok()) {
    Require(FormatName(*name) == text, "a name is what its ids make", text);
    Require(ParseParent("parent", text, collection).ok(), "a name is a parent", text);
  } else {
    Require(ReasonOf(name.status()) == "BAD_FIELD", "the reason is BAD_FIELD");
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = fuzz::TextOf(data, size);
  for (const auto collection : {Collection::kPublications, Collection::kIssues, Collection::kRecords}) {
    CheckName(text, collection);
  }
  ParentName(text);
  LastId(text);
  IsIsoDate(text);
  if (const auto position = ParsePosition(text)) {
    Require(FormatPosition(position->log_id, position->sequence) == text, "a position has one form", text);
  }
  Require(IsTraceparent(TraceparentFrom(text)), "a trace context is valid whatever came");
  Require(!IsTraceparent(text) || TraceparentFrom(text) == text, "a valid trace context is kept", text);
  const std::string id = RequestIdFrom(text);
  Require(!id.empty() && id.size() <= 128 && RequestIdFrom(id) == id, "a request id can be logged", id);
  return 0;
}
