// The terms of the segments' columns, kept up with what is applied.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <optional>
#include <shared_mutex>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "query_service/index/record_index.h"
#include "query_service/index/segments/segment_set.h"
#include "query_service/index/suggestion_dictionary.h"
#include "query_service/index/term_search.h"

namespace broadsheet::query {

// Made when it is first asked for, beside the writer. Thread-safe, with one
// writer.
class SegmentTerms {
 public:
  // By the writer: what Update tells from now on is not in the set to be counted.
  void Begin();
  // By any thread, after Begin: counts the set that was there then. A second or
  // more for each million values. `stop` is asked often; true leaves nothing
  // built.
  void Build(const SegmentSet& set, const std::function<bool()>& stop);
  // Returns when it is built, or false soon after `cancelled`, which may be empty.
  bool AwaitBuilt(const std::function<bool()>& cancelled) const;
  // By the writer, after each batch; does nothing before Begin. `before`: the
  // set that the batch was applied to.
  void Update(const SegmentSet& before, const IndexBatch& batch);

  // After Build.
  TermAnswer Search(const TermSearch& search) const;

 private:
  // How many more records have a value, or fewer.
  using Changes = absl::flat_hash_map<std::pair<Column, std::string>, int64_t>;

  static void Apply(const Changes& changes, SuggestionDictionary& terms);

  mutable std::shared_mutex mutex_;
  mutable std::condition_variable_any built_;
  std::optional<SuggestionDictionary> terms_;
  std::optional<Changes> meanwhile_;  // since Begin, until terms_ are there
  uint64_t applied_ = 0;
};

}  // namespace broadsheet::query
