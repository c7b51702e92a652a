// The interface of a full-text index over records, and its contract.
//
// An index is a derived structure: the store (query_service/store) has the
// records, and an index that is lost or damaged is rebuilt from it.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "query_service/index/aggregation.h"
#include "query_service/index/query.h"
#include "query_service/index/term_search.h"

namespace broadsheet::query {

// The store's key of a version of a record: positive, never used again, and
// growing with every write. A replaced record gets a new one.
using DocId = uint64_t;

// What the index keeps of a record.
struct IndexDocument {
  DocId id = 0;
  // Folded UTF-8 by field. A phrase never reaches across two values.
  std::array<std::vector<std::string>, kTextFieldCount> text;
  // By number column.
  std::array<int64_t, kNumberColumnCount> numbers{};
  // By string column, less kNumberColumnCount; as stored, not folded.
  std::array<std::vector<std::string>, kColumnCount - kNumberColumnCount> strings;
};

// Changes that become visible together.
struct IndexBatch {
  // Sequence numbers of the store: a batch covers (first - 1, last]. They grow
  // by one with each batch's entries and have nothing to do with DocIds.
  uint64_t first = 0;
  uint64_t last = 0;
  std::vector<IndexDocument> added;
  std::vector<DocId> removed;  // may name documents of the same batch
};

// The collection's figures that scores depend on. Passing those of an earlier
// answer keeps scores, and so the order over pages, as they were.
struct ScoringStats {
  uint64_t documents = 0;     // without deleted ones
  double average_length = 0;  // folded characters of the default fields
  // For each kPhrase, kPrefix of the query in depth-first order: how many
  // documents have the rarest bigram of its text (its character, for one).
  std::vector<uint64_t> frequencies{};
};

enum class SortOrder : uint8_t {
  kRelevance,  // score, then newer DocId first
  kNewest,     // date descending, then newer DocId first
  kOldest,     // date ascending, then older DocId first
  kPrinted,    // name of the issue, then ordinal, then DocId
};

// Where the page before ended: what the order compares, as in the last hit.
struct SearchAfter {
  double score = 0;
  int64_t date = 0;
  std::string issue{};
  int64_t ordinal = 0;
  DocId id = 0;
};

struct IndexSearch {
  TextQuery query;
  Filter filter;
  SortOrder order = SortOrder::kRelevance;
  size_t limit = 10;  // 0: only count
  std::optional<SearchAfter> after;
  // Documents with greater ids are not seen (stable paging); 0: all are.
  DocId max_id = 0;
  std::optional<ScoringStats> stats;
  bool count = true;           // count all matches
  uint64_t max_count = 0;      // stop counting there: total is at most this; 0: exact
  std::vector<Column> facets;  // over all matches, whatever limit, after and max_count are
  size_t facet_limit = 100;    // values of each; of kDate all, as callers group them
  // Asked often; true stops the work with CANCELLED.
  std::function<bool()> cancelled;
};

struct IndexHit {
  DocId id = 0;
  double score = 0;  // only for kRelevance
  int64_t date = 0;
  std::string issue{};  // only for kPrinted, as is ordinal
  int64_t ordinal = 0;
};

// A record counts once for each distinct value it has. Records without a date
// count for none of kDate's.
struct FacetCount {
  std::string value;  // as stored; numbers in decimal
  uint64_t count = 0;
};
struct FacetCounts {
  std::vector<FacetCount> values;  // most frequent first, equal ones by value
  uint64_t distinct = 0;
};

struct IndexAnswer {
  std::vector<IndexHit> hits;
  uint64_t total = 0;  // 0 when not asked to count
  bool total_exact = true;
  std::vector<FacetCounts> facets;  // as asked for
  ScoringStats stats;
  uint64_t applied = 0;  // the sequence number that this reflects
};

// What an implementation can do. What it cannot is refused with UNIMPLEMENTED,
// never approximated.
struct IndexCapabilities {
  bool facets = false;
  bool near = false;
  bool prefix = false;
};

struct IndexInfo {
  std::string kind;
  uint64_t documents = 0;  // without deleted ones
  uint64_t bytes = 0;      // on disk
  uint32_t segments = 0;
  uint64_t deleted = 0;       // documents that are deleted and still take room
  uint64_t memory_bytes = 0;  // of what is not yet on disk
  uint64_t merges = 0;        // finished since it was opened
  // What keeps it from flushing or merging, or what was found damaged when it
  // was opened; empty: nothing.
  std::string problem{};
};

// Thread-safe: any number of searches beside one writer.
class RecordIndex {
 public:
  virtual ~RecordIndex() = default;

  virtual IndexCapabilities Capabilities() const = 0;
  virtual IndexInfo Info() const = 0;

  // Sequence number of the last batch applied; 0: none.
  virtual uint64_t Applied() const = 0;

  // Makes a batch visible to searches that begin after it returns. A batch
  // that was applied (last <= Applied()) changes nothing; one that does not
  // begin at Applied() + 1 is FAILED_PRECONDITION, as are ids that are there.
  // Removing what is not there changes nothing. After an error the index is as
  // before.
  virtual absl::Status Apply(const IndexBatch& batch) = 0;

  // Makes what was applied survive a crash. What is not made durable is lost
  // with the process; Applied() after a restart says where to go on.
  virtual absl::Status Flush() = 0;

  // Answers from one consistent state. Order and scores are as SortOrder and
  // scoring.h say, to the bit the same for every implementation given
  // the same ScoringStats.
  virtual absl::StatusOr<IndexAnswer> Search(const IndexSearch& search) const = 0;

  // Counts all matches by their values, from one consistent state; exact.
  // RESOURCE_EXHAUSTED, reason TOO_MANY_GROUPS: more than kMaxDistinctGroups.
  virtual absl::StatusOr<AggregationAnswer> Aggregate(const IndexAggregation& aggregation) const = 0;

  // Completes a term. The first call after a start may take seconds.
  virtual absl::StatusOr<TermAnswer> SearchTerms(const TermSearch& search) const = 0;
};

}  // namespace broadsheet::query
