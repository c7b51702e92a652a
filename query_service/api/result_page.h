// One page of an index search, with the records that belong to it.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "query_service/api/backend.h"
#include "query_service/api/paging_state.h"
#include "query_service/search/facets.h"
#include "query_service/search/snippets.h"

namespace broadsheet::query {

// Less than the 4 MiB that a client takes by default.
inline constexpr size_t kMaxPageBytes = size_t{3} << 20;

// A hit with its record: prepared if the search asked so, otherwise in parts.
struct PageRecord {
  IndexHit hit;
  RecordParts parts = {};
  std::shared_ptr<const PreparedRecord> prepared = nullptr;
  // Of prepared ones, as the search asked for them.
  std::string snippets = {};  // Highlighter::Snippets
  std::optional<v1::ScoreExplanation> explanation = {};
};

// A search but for its page, which the request's token and page_size say.
struct PageSearch {
  IndexSearch search;  // limit is the page's size
  bool details = false;
  const Highlighter* snippets = nullptr;  // of these terms; null: none
  bool explain = false;
  size_t max_bytes = kMaxPageBytes;
};

// What is left of a page's bytes.
class PageRoom {
 public:
  explicit PageRoom(size_t max_bytes) : left_(max_bytes) {}
  // Takes what a record needs; false: too little is left. The first always fits.
  bool Take(size_t bytes);

 private:
  size_t left_;
  bool empty_ = true;
};

struct ResultPage {
  std::vector<PageRecord> records;
  IndexAnswer answer;           // its hits are in `records`
  std::string next_page_token;  // empty: this is the last page
};

// The records of hits of an answer to page.search, shown as `page` says, as far
// as there is room; how many hits were used. CANCELLED when page.search.cancelled
// says so.
absl::StatusOr<size_t> AddRecords(const Backend& backend, const PageSearch& page, const ScoringStats& stats,
                                  std::span<const IndexHit> hits, PageRoom& room, std::vector<PageRecord>& records);

// The state behind `last` of an answer to `search`.
PagingState StateBehind(const RecordStore& store, const IndexHit& last, const IndexSearch& search,
                        const IndexAnswer& answer);

// A page holds fewer records than its size where their bytes would pass
// max_bytes. Errors: BAD_PAGE_TOKEN; AwaitResumption's; CANCELLED and DEADLINE_EXCEEDED of the call; the
// index's and the store's.
absl::StatusOr<ResultPage> FetchPage(const Backend& backend, Call& call, const google::protobuf::Message& request,
                                     PageSearch page);

}  // namespace broadsheet::query
