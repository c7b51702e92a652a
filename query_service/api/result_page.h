// One page of an index search, with the records that belong to it.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "query_service/api/backend.h"
#include "query_service/api/paging_state.h"
#include "query_service/search/facets.h"

namespace broadsheet::query {

// Less than the 4 MiB that a client takes by default.
inline constexpr size_t kMaxPageBytes = size_t{3} << 20;

// A search but for its page, which the request's token and page_size say.
struct PageSearch {
  IndexSearch search;  // limit is the page's size
  bool details = false;
  bool prepared = false;  // to be shown with snippets
  size_t max_bytes = kMaxPageBytes;
};

// A hit with its record: prepared if the search asked so, otherwise in parts.
struct PageRecord {
  IndexHit hit;
  RecordParts parts;
  std::shared_ptr<const PreparedRecord> prepared;

  size_t Bytes() const {
    return prepared != nullptr ? prepared->basic().size() : parts.basic.size() + parts.details.size();
  }
};

struct ResultPage {
  std::vector<PageRecord> records;
  IndexAnswer answer;           // its hits are in `records`
  std::string next_page_token;  // empty: this is the last page
};

// The records of hits, read as `page` says, up to its bytes; how many hits were
// used.
absl::StatusOr<size_t> AddRecords(const Backend& backend, const PageSearch& page, std::span<const IndexHit> hits,
                                  std::vector<PageRecord>& records);

// The state behind `last` of an answer to `search`.
PagingState StateBehind(const IndexHit& last, const IndexSearch& search, const IndexAnswer& answer);

// A page holds fewer records than its size where their bytes would pass
// max_bytes. Errors: BAD_PAGE_TOKEN; CANCELLED and DEADLINE_EXCEEDED of the call; the
// index's and the store's.
absl::StatusOr<ResultPage> FetchPage(const Backend& backend, Call& call, const google::protobuf::Message& request,
                                     PageSearch page);

}  // namespace broadsheet::query
