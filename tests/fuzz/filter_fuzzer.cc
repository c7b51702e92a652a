// Any filter: it is refused with the place, or it is a tree of bounded depth
// that a record passes or does not.
#include "common/status/error.h"
#include "query_service/index/filter_match.h"
#include "query_service/search/filter_parser.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

using broadsheet::fuzz::Require;
using namespace broadsheet::query;

// Parentheses, and one level each for NOT, AND and OR inside them.
constexpr int kMaxTreeDepth = 4 * (kMaxFilterDepth + 1);

int DepthOf(const Filter& filter) {
  int depth = 0;
  for (const Filter& child : filter.children) depth = std::max(depth, DepthOf(child));
  return depth + 1;
}

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = broadsheet::fuzz::TextOf(data, size);
  const auto filter = ParseFilter(text);
  if (!filter.ok()) {
    Require(broadsheet::ReasonOf(filter.status()) == "BAD_FILTER", "the reason is BAD_FILTER",
            filter.status().ToString());
    const std::string position = broadsheet::MetadataOf(filter.status(), "position");
    Require(!position.empty(), "the error has a position");
    Require(std::stoull(position) <= text.size(), "the position lies in the filter", position);
    return 0;
  }
  Require(DepthOf(*filter) <= kMaxTreeDepth, "the tree's depth is bounded");
  Passes(IndexDocument(), *filter);
  return 0;
}
