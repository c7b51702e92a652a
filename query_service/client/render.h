// Records and answers as a person reads them in a terminal.
#pragma once

#include <string>

#include "broadsheet/query/v1/query_service.pb.h"
#include "broadsheet/record/v1/record.pb.h"

namespace broadsheet::query {

struct RenderStyle {
  bool color = false;  // ANSI escapes for headings and matches
  size_t width = 78;   // columns; a Han character takes two
};

// A whole record: headline, who speaks and writes, body, what was extracted,
// and where it was joined.
std::string RenderRecord(const record::v1::Record& record, const RenderStyle& style);

// One search result: headline, where it stands, the passages with their
// matches marked (by 【】 without color).
std::string RenderResult(const v1::SearchResult& result, int rank, const RenderStyle& style);

// How many were found and what the answer reflects.
std::string RenderSummary(const v1::SearchRecordsResponse& response, const RenderStyle& style);

}  // namespace broadsheet::query
