// What a page token of a search carries.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "query_service/index/record_index.h"

namespace broadsheet::query {

// Where the page before ended, and what keeps the order over pages as it was.
struct PagingState {
  std::string numbering;  // RecordStore::Numbering, of all numbers here
  SearchAfter after;
  DocId max_id = 0;
  ScoringStats stats;
};

std::string FormatPagingState(const PagingState& state);

// BAD_PAGE_TOKEN if the text is none, or not one for a query of so many phrases
// (PhrasesOf).
absl::StatusOr<PagingState> ParsePagingState(std::string_view text, size_t phrases);

}  // namespace broadsheet::query
