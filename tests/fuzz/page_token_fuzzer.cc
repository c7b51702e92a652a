// Any page token is refused, or is one that was made here; and what a token made
// here carries is read as it was, or refused.
#include "broadsheet/query/v1/query_service.pb.h"
#include "common/api/page_token.h"
#include "common/status/error.h"
#include "query_service/api/paging_state.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

using broadsheet::fuzz::Require;
using namespace broadsheet::query;

void CheckState(std::string_view payload) {
  for (const size_t phrases : {0, 1, 2}) {
    const auto state = ParsePagingState(payload, phrases);
    if (!state.ok()) {
      Require(broadsheet::ReasonOf(state.status()) == "BAD_PAGE_TOKEN", "the reason is BAD_PAGE_TOKEN");
      continue;
    }
    const std::string formatted = FormatPagingState(*state);
    const auto again = ParsePagingState(formatted, phrases);
    Require(again.ok() && FormatPagingState(*again) == formatted, "a state is read as it was written", formatted);
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(broadsheet::fuzz::TextOf(data, size));
  v1::SearchRecordsRequest request;
  request.set_query("灯塔");
  request.set_page_token(text);
  if (const auto payload = broadsheet::ReadPageToken(request); payload.ok()) {
    Require(text.empty() || broadsheet::MakePageToken(request, *payload) == text,
            "a token that is taken was made here");
    CheckState(*payload);
  }
  CheckState(text);
  request.set_page_token(broadsheet::MakePageToken(request, text));
  const auto payload = broadsheet::ReadPageToken(request);
  Require(payload.ok() && *payload == text, "a token carries its payload");
  request.set_query("灯");
  Require(!broadsheet::ReadPageToken(request).ok(), "a token is bound to its request");
  return 0;
}
