// The passages that show why a record was found.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "query_service/index/query.h"
#include "query_service/search/prepared_record.h"

namespace broadsheet::query {

inline constexpr size_t kMaxSnippets = 3;
// Aimed length of a passage in bytes: about 80 Chinese characters.
inline constexpr size_t kPassageBytes = 240;

// Finds the terms of one query in records. Made once a query; thread-safe.
class Highlighter {
 public:
  // Keeps the phrases that a match can have: those under a NOT are left out. Of
  // the query of a match class, what is spelled otherwise is found as well.
  explicit Highlighter(const TextQuery& query);

  // There is nothing to show, as for a query that only excludes.
  bool empty() const { return needles_.empty(); }

  // The best passages, at most kMaxSnippets: those with terms that the ones
  // before do not have, then with more terms, then as printed. The record is
  // read until there are enough and one has all terms. A highlight is
  // a smallest range of the stored text whose folding contains a term;
  // overlapping ones are joined. Passages of one text do not overlap. Never cuts a
  // character. `cancelled`, which may be empty, is asked every few megabytes; once
  // it says so, the answer is of no use.
  // They come as values of v1::SearchResult.snippets, serialized: an answer has
  // so many parts that making an object of each costs more than finding them.
  std::string Snippets(const PreparedRecord& record, const std::function<bool()>& cancelled = {}) const;

  // A term to find.
  struct Needle {
    FieldMask fields = 0;
    std::string text;     // folded
    bool prefix = false;  // only where a word begins
    // `text` is of TextField::kSpelling, and stands where it is true: fields are
    // those that it may be from.
    bool spelled = false;
  };

 private:
  std::vector<Needle> needles_;  // distinct
};

}  // namespace broadsheet::query
