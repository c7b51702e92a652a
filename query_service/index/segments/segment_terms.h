// The terms of the segments' columns, kept up with what is applied.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <optional>
#include <shared_mutex>

#include "query_service/index/record_index.h"
#include "query_service/index/segments/segment_set.h"
#include "query_service/index/suggestion_dictionary.h"

namespace broadsheet::query {

// Takes no memory until it is first asked for. Any number of searches beside
// one writer.
class SegmentTerms {
 public:
  // By the writer: counts everything there is. A second for each million values.
  // `stop` is asked often; true leaves nothing built.
  void Build(const SegmentSet& set, const std::function<bool()>& stop);
  // Returns when it is built, or false soon after `cancelled`, which may be empty.
  bool AwaitBuilt(const std::function<bool()>& cancelled) const;
  // By the writer, after each batch; does nothing before Build. `before`: the
  // set that the batch was applied to.
  void Update(const SegmentSet& before, const IndexBatch& batch);

  // After Build.
  TermAnswer Search(const TermSearch& search) const;

 private:
  mutable std::shared_mutex mutex_;
  mutable std::condition_variable_any built_;
  std::optional<SuggestionDictionary> terms_;
  uint64_t applied_ = 0;
};

}  // namespace broadsheet::query
