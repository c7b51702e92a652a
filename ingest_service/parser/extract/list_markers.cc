#include "ingest_service/parser/extract/list_markers.h"

#include "common/text/utf8.h"

namespace broadsheet::ingest {
namespace {

using Family = ListMarker::Family;

constexpr std::u32string_view kNumerals = U"一二三四五六七八九十";
constexpr std::u32string_view kCircled = U"①②③④⑤⑥⑦⑧⑨⑩";
constexpr std::u32string_view kBefore = U"。;:,!?、”\n ";  // what may stand before a marker
constexpr std::u32string_view kBehind = U",、:是要";

struct Fixed {
  std::u32string_view text;
  Family family;
  int number;
};
constexpr Fixed kFixed[] = {{U"首先", Family::kSequence, 1}, {U"其次", Family::kSequence, 2},
                            {U"再次", Family::kSequence, 3}, {U"最后", Family::kSequence, 0},
                            {U"一方面", Family::kAspect, 1}, {U"另一方面", Family::kAspect, 2}};

bool In(std::u32string_view set, char32_t c) { return set.find(c) != set.npos; }

// 1 to 10 for a Chinese numeral.
int NumeralAt(std::u32string_view text, size_t at) {
  const size_t value = at < text.size() ? kNumerals.find(text[at]) : kNumerals.npos;
  return value == kNumerals.npos ? 0 : static_cast<int>(value) + 1;
}

// Takes a comma or pause mark behind the marker into it.
size_t SkipMark(std::u32string_view text, size_t at) {
  return at < text.size() && (text[at] == U',' || text[at] == U'、' || text[at] == U':') ? at + 1 : at;
}

ListMarker MarkerAt(std::u32string_view text, size_t at) {
  const std::u32string_view rest = text.substr(at);
  for (const Fixed& fixed : kFixed) {
    if (rest.starts_with(fixed.text)) return {fixed.family, fixed.number, at, at + fixed.text.size()};
  }
  if (const int n = NumeralAt(text, at); n > 0 && at + 1 < text.size()) {
    if (text[at + 1] == U'是') return {Family::kIs, n, at, at + 2};
    if (text[at + 1] == U'要') return {Family::kMust, n, at, at + 2};
    // 一、…；二、…, not 一、二、三等奖.
    const bool begins = at == 0 || (text[at - 1] != U'、' && text[at - 1] != U',');
    if (text[at + 1] == U'、' && begins && NumeralAt(text, at + 2) == 0) return {Family::kNumeral, n, at, at + 1};
  }
  if (text[at] == U'第' || text[at] == U'其') {
    const int n = NumeralAt(text, at + 1);
    const bool ends = at + 2 < text.size() && In(kBehind, text[at + 2]);
    const Family family = text[at] == U'第' ? Family::kOrdinal : Family::kOfThem;
    if (n > 0 && ends) return {family, n, at, text[at + 2] == U'是' ? at + 3 : at + 2};
  }
  if (text[at] == U'(' && at + 2 < text.size() && text[at + 2] == U')') {
    if (const int n = NumeralAt(text, at + 1); n > 0) return {Family::kBracketed, n, at, at + 3};
  }
  if (const size_t n = kCircled.find(text[at]); n != kCircled.npos) {
    return {Family::kCircled, static_cast<int>(n) + 1, at, at + 1};
  }
  const bool digit = text[at] >= U'1' && text[at] <= U'9';
  const bool decimal = digit && at + 2 < text.size() && (text[at + 1] == U'.' || text[at + 1] == U'、') &&
                       !(text[at + 2] >= U'0' && text[at + 2] <= U'9');
  if (decimal) return {Family::kDecimal, static_cast<int>(text[at] - U'0'), at, at + 2};
  return {};
}

}  // namespace

std::vector<ListMarker> FindListMarkers(std::u32string_view text) {
  std::vector<ListMarker> markers;
  for (size_t at = 0; at < text.size(); ++at) {
    const bool circled = text[at] >= kCircled.front() && text[at] <= kCircled.back();
    if (at > 0 && !circled && (IsHan(text[at - 1]) || !In(kBefore, text[at - 1]))) continue;
    const ListMarker marker = MarkerAt(text, at);
    if (marker.to == 0) continue;
    markers.push_back(marker);
    at = SkipMark(text, marker.to) - 1;
  }
  return markers;
}

}  // namespace broadsheet::ingest
