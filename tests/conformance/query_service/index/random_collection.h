// Collections made of few characters, so that random queries often match.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "query_service/index/record_index.h"

namespace broadsheet::query {

using Random = std::mt19937_64;

inline size_t Pick(Random& random, size_t limit) { return static_cast<size_t>(random() % limit); }

// Characters of several scripts and lengths; the first are the most frequent.
std::string RandomText(Random& random, size_t characters);

IndexDocument RandomDocument(Random& random, DocId id);

// Adds and removes documents; keeps track of what there is.
class RandomHistory {
 public:
  explicit RandomHistory(uint64_t seed) : random_(seed) {}

  // The next batch: up to `most` new documents, and removals of some there are.
  IndexBatch Next(size_t most);
  const std::vector<IndexDocument>& Documents() const { return documents_; }

 private:
  Random random_;
  DocId next_id_ = 1;
  uint64_t sequence_ = 0;
  std::vector<IndexDocument> documents_;
};

}  // namespace broadsheet::query
