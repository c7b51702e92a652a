#include "query_service/search/passage.h"

#include <algorithm>

#include "common/text/utf8.h"

namespace broadsheet::query {
namespace {

bool ContinuesCharacter(std::string_view text, size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

size_t CharacterAtOrBefore(std::string_view text, size_t at) {
  while (at > 0 && ContinuesCharacter(text, at)) --at;
  return at;
}

bool EndsClause(char32_t c) {
  constexpr std::u32string_view kMarks = U"。！？；，：!?;,:\n";
  return kMarks.find(c) != std::u32string_view::npos;
}

// Behind the first clause that ends in [from, first); `from` if none does.
size_t ClauseStart(std::string_view text, size_t from, size_t first) {
  for (size_t at = from; at < first;) {
    if (EndsClause(NextCharacter(text, at)) && at < first) return at;
  }
  return from;
}

}  // namespace

std::pair<size_t, size_t> CutPassage(std::string_view text, size_t first, size_t last, size_t length) {
  if (IsShownWhole(text, length)) return {0, text.size()};
  last = std::min(last, first + 2 * length);
  const size_t room = length - std::min(length, last - first);
  size_t start = first - std::min(first, room / 3);
  const size_t end = std::min(text.size(), std::max(last, start + length));
  // What the end of the text leaves over goes before the matches.
  if (end - start < length) start = std::min(start, end - std::min(end, length));
  start = CharacterAtOrBefore(text, start);
  if (start > 0) start = ClauseStart(text, start, first);
  return {start, CharacterAtOrBefore(text, end)};
}

}  // namespace broadsheet::query
