#include "ingest_service/parser/extract/quote_marks.h"

#include <algorithm>

namespace broadsheet::ingest {

std::vector<MarkedWords> FindMarkedWords(std::u32string_view text) {
  std::vector<MarkedWords> marked;
  size_t depth = 0, from = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == U'“' || text[at] == U'「') {
      if (depth == 0) from = at + 1;
      // A second opening mark without a closing one: the first was lost its end.
      depth = std::min<size_t>(depth + 1, 2);
    } else if ((text[at] == U'”' || text[at] == U'」') && depth > 0 && --depth == 0) {
      marked.push_back({from, at});
    }
  }
  if (depth > 0 && from < text.size()) marked.push_back({from, text.size()});
  return marked;
}

bool IsMarked(const std::vector<MarkedWords>& marked, size_t at) {
  const auto behind = std::upper_bound(marked.begin(), marked.end(), at,
                                       [](size_t value, const MarkedWords& words) { return value < words.from; });
  return behind != marked.begin() && at < (behind - 1)->to;
}

}  // namespace broadsheet::ingest
