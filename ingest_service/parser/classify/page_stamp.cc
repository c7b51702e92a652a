#include "ingest_service/parser/classify/page_stamp.h"

#include <re2/re2.h>

#include <cstdio>
#include <optional>

#include "absl/strings/str_cat.h"
#include "common/text/utf8.h"
#include "ingest_service/parser/classify/furniture_parts.h"
#include "ingest_service/parser/profiles/latin_patterns.h"
#include "ingest_service/parser/text/calendar.h"
#include "ingest_service/parser/text/numbers.h"

namespace broadsheet::ingest {
namespace {

re2::StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }

// Empty if there is no such day.
std::string IsoDate(int year, int month, int day) {
  if (!IsDate(MakeDate(year, month, day))) return "";
  char date[40];
  std::snprintf(date, sizeof date, "%04d-%02d-%02d", year, month, day);
  return date;
}

// `Tuesday, June 3, 2025   A1`, `Page 4   LE COURRIER   Mardi 3 juin 2025`
void ReadLatinStamp(std::string_view line, PageStamp& stamp) {
  static const RE2* const kPage = new RE2(absl::StrCat(
      "(?i)\\b", AnyOfProfiles([](const LatinProfile& p) { return p.page; }), "\\s*([a-z]?[0-9]{1,3})\\b"));
  static const RE2* const kLabel = new RE2("(?:^|\\s)([A-Z]?[0-9]{1,2})(?:$|\\s+\\p{Lu}\\p{L}+\\b)");
  re2::StringPiece label;
  if (stamp.label.empty() && RE2::PartialMatch(Piece(line), *kPage, &label)) stamp.label = label.as_string();
  const std::optional<LatinDate> date = FindLatinDate(line);
  if (!date) return;
  if (stamp.date.empty()) stamp.date = IsoDate(date->year, date->month, date->day);
  if (stamp.label.empty() && RE2::PartialMatch(Piece(line), *kLabel, &label)) stamp.label = label.as_string();
}

}  // namespace

void ReadStamp(std::string_view line, PageStamp& stamp) {
  ReadLatinStamp(line, stamp);
  static const RE2* const kDate =
      new RE2("(" DIGITS "{4})\\s*[年.\\-/]\\s*(" DIGITS "{1,2})\\s*[月.\\-/]\\s*(" DIGITS "{1,2})");
  static const RE2* const kHanDate =
      new RE2("(民[國国])?([〇○零一二三四五六七八九十百0-9０-９]{1,5})年(" NUMERAL "{1,3})月(" NUMERAL "{1,3})日");
  static const RE2* const kNumber = new RE2("(总?第\\s*" NUMERAL "{1,6}\\s*[期号])");
  static const RE2* const kLabel =
      new RE2("第\\s*([A-Za-z]?" NUMERAL "{1,3})\\s*版|^([A-Za-z]?" DIGITS "{1,3})\\s*[^0-9０-９.年月日期]*$");
  static const RE2* const kSection =
      new RE2("(?:^|[版0-9０-９：:·｜|\\s])\\s*(" SECTION ")\\s*(?:$|[：:·｜|]|[A-Za-z]?[0-9])");
  re2::StringPiece a, b, c;
  if (stamp.date.empty() && RE2::PartialMatch(Piece(line), *kDate, &a, &b, &c)) {
    const int month = ParseNumber({b.data(), b.size()}), day = ParseNumber({c.data(), c.size()});
    if (month != 0 && day != 0) stamp.date = IsoDate(ParseNumber({a.data(), a.size()}), month, day);
  }
  re2::StringPiece republic;
  if (stamp.date.empty() && RE2::PartialMatch(Piece(line), *kHanDate, &republic, &a, &b, &c)) {
    constexpr int kBeforeRepublic = 1911;
    const int year = ParseNumber({a.data(), a.size()}) + (republic.empty() ? 0 : kBeforeRepublic);
    stamp.date = IsoDate(year, ParseNumber({b.data(), b.size()}), ParseNumber({c.data(), c.size()}));
  }
  if (stamp.number.empty() && RE2::PartialMatch(Piece(line), *kNumber, &a)) stamp.number = a.as_string();
  if (stamp.label.empty() && RE2::PartialMatch(Piece(line), *kLabel, &a, &b)) {
    stamp.label = a.empty() ? b.as_string() : a.as_string();
  }
  // 滨江时报 2025年3月8日 星期六 A3
  static const RE2* const kLast = new RE2("[日一二三四五六天]\\s+([A-Za-z]?" DIGITS "{1,2})(?:\\s|$)");
  if (stamp.label.empty() && RE2::PartialMatch(Piece(line), *kLast, &a)) stamp.label = a.as_string();
  if (stamp.section.empty() && RE2::PartialMatch(Piece(line), *kSection, &a)) stamp.section = a.as_string();
}

}  // namespace broadsheet::ingest
