// Pages of a search by match classes: the records of a better class come first.
#pragma once

#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "query_service/api/result_page.h"
#include "query_service/search/match_classes.h"

namespace broadsheet::query {

// A class and what it added to a page.
struct ClassPage {
  ClassQuery found_by;
  std::vector<PageRecord> records;
  IndexAnswer answer;  // its total is of this class; hits are in `records`
};

struct ClassPages {
  std::vector<ClassPage> classes;   // all of those asked for, the best first
  std::vector<FacetCounts> facets;  // over all classes
  std::string next_page_token;      // empty: this is the last page
};

// `page` is that of the query as it was parsed. Errors: as FetchPage's, and
// those of ClassQueries.
absl::StatusOr<ClassPages> FetchClassPages(const Backend& backend, Call& call, const google::protobuf::Message& request,
                                           const PageSearch& page, const std::vector<MatchClass>& allowed);

}  // namespace broadsheet::query
