// What peers without exact tokenizers index: every bigram of a line's
// characters, and its last character.
#pragma once

#include <string_view>

#include "common/text/utf8.h"

namespace broadsheet::benchmark {

// Calls add(token); a line of one character gives that.
template <typename Add>
void ForEachBigram(std::string_view line, bool with_last, Add add) {
  size_t before = 0, count = 0;
  for (size_t at = 0; at < line.size(); ++count) {
    const size_t begin = at;
    NextCharacter(line, at);
    if (count > 0) add(line.substr(before, at - before));
    before = begin;
  }
  if (count > 0 && (with_last || count == 1)) add(line.substr(before));
}

}  // namespace broadsheet::benchmark
