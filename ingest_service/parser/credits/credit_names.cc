#include "ingest_service/parser/credits/credit_names.h"

#include <algorithm>

#include "ingest_service/parser/credits/credit_labels.h"

namespace broadsheet::ingest {
namespace {

std::u32string_view TextOf(std::u32string_view text, NameSpan span) {
  return text.substr(span.first, span.second - span.first);
}

// 张三和李四.
std::vector<NameSpan> DivideAtAnd(std::u32string_view text, NameSpan piece) {
  for (size_t i = piece.first + 2; i + 2 < piece.second; ++i) {
    const char32_t c = text[i];
    const NameSpan before = {piece.first, i}, behind = {i + 1, piece.second};
    const bool joins = c == U'和' || c == U'及' || c == U'与';
    if (joins && IsPersonName(TextOf(text, before)) && IsPersonName(TextOf(text, behind))) return {before, behind};
  }
  return {};
}

}  // namespace

void DropReportingPlace(std::u32string_view text, bool named, bool after_slash, std::vector<NameSpan>& pieces) {
  constexpr size_t kLongestPlace = 8;
  NameSpan& last = pieces.back();
  const size_t size = last.second - last.first;
  // A part of a name that is set wide: `陈 立 报道`.
  if (size < 2) return;
  const bool place = IsReportingPlace(TextOf(text, last)) || (after_slash && named && pieces.size() == 1);
  if ((pieces.size() > 1 || named) && size <= kLongestPlace && (place || !IsPersonName(TextOf(text, last)))) {
    pieces.pop_back();
    return;
  }
  for (size_t length = 2; length <= 4 && size >= length + 2; ++length) {
    if (!IsReportingPlace(TextOf(text, {last.second - length, last.second}))) continue;
    last.second -= length;
    return;
  }
}

std::vector<NameSpan> NamesIn(std::u32string_view text, const std::vector<NameSpan>& pieces, bool lenient) {
  std::vector<NameSpan> names;
  if (pieces.size() == 1) names = DivideAtAnd(text, pieces[0]);
  if (names.empty()) names = DivideNames(text, pieces, lenient);
  const bool none =
      std::any_of(names.begin(), names.end(), [&](NameSpan name) { return IsNoName(TextOf(text, name)); });
  return none ? std::vector<NameSpan>() : names;
}

}  // namespace broadsheet::ingest
