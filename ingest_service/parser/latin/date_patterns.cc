#include "ingest_service/parser/latin/date_patterns.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/text/utf8.h"
#include "ingest_service/parser/latin/vocabulary.h"
#include "ingest_service/parser/profiles/latin_patterns.h"

namespace broadsheet::ingest::latin {
namespace {

using Direction = PrintedDate::Direction;
using Kind = PrintedDate::Kind;
using Unit = RelativeWords::Unit;

re2::StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }
std::string_view View(re2::StringPiece piece) { return {piece.data(), piece.size()}; }

std::string Any(std::string_view words) { return AnyOfWords(words); }
std::string Group(std::string_view words) { return absl::StrCat("(", Any(words), ")"); }

template <typename Lists>
std::string Joined(const Lists& lists) {
  std::vector<std::string> words(lists.begin(), lists.end());
  return absl::StrJoin(words, "|");
}

std::unique_ptr<const RE2> Compile(std::initializer_list<std::string> parts) {
  return std::make_unique<const RE2>(absl::StrCat("(?i)", absl::StrJoin(parts, "")));
}

// 1-based place of the list of words that has `word`; 0: none has.
template <typename Lists>
int PlaceIn(const Lists& lists, re2::StringPiece word) {
  int place = 0;
  for (const std::string_view list : lists) {
    ++place;
    if (PhraseSet(list).Has(KeyOf(View(word)))) return place;
  }
  return 0;
}

int NumberOf(re2::StringPiece digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

bool IsPartOfWord(std::string_view text, re2::StringPiece match) {
  const auto in_word = [&](size_t at) {
    const char32_t c = NextCharacter(text, at);
    return c != kInvalidCharacter && u_isalnum(static_cast<UChar32>(c));
  };
  const auto from = static_cast<size_t>(match.data() - text.data()), to = from + match.size();
  size_t before = from;
  while (before > 0 && (static_cast<unsigned char>(text[--before]) & 0xC0) == 0x80) {
  }
  return (from > 0 && in_word(before)) || (to < text.size() && in_word(to));
}

std::vector<PrintedDate> WithoutOverlaps(std::vector<PrintedDate> dates) {
  std::stable_sort(dates.begin(), dates.end(), [](const PrintedDate& a, const PrintedDate& b) {
    return a.from != b.from ? a.from < b.from : a.to > b.to;
  });
  size_t end = 0;
  std::erase_if(dates, [&](const PrintedDate& date) {
    if (date.from < end) return true;
    end = date.to;
    return false;
  });
  return dates;
}

std::optional<PrintedDate> Year(re2::StringPiece year, Kind kind) {
  constexpr int kFirst = 1000, kLast = 2200;
  PrintedDate date;
  date.kind = kind, date.year = NumberOf(year);
  if (date.year < kFirst || date.year > kLast) return std::nullopt;
  return date;
}

}  // namespace

DatePatterns::DatePatterns(const LatinWording& wording) : wording_(wording), profile_(ProfileOf(wording.language)) {
  std::vector<std::string_view> relatives;
  for (const RelativeWords& relative : wording.relative) relatives.push_back(relative.words);
  const std::string month = Group(Joined(profile_.months));
  const std::string link = profile_.date_link.empty() ? "" : absl::StrCat("(?:", Any(profile_.date_link), "\\s+)?");
  const std::string with_weekday = absl::StrCat("(?:", Any(profile_.weekdays), ",?\\s+)?");
  const std::string beside = Group(Joined(std::array{wording.last, wording.next, wording.now}));
  const std::string before = absl::StrCat("(?:", beside, "\\s+)?"), behind = absl::StrCat("(?:\\s+", beside, ")?");
  const std::string number = absl::StrCat("(\\d{1,3}|", Any(Joined(wording.numbers)), ")\\s+");
  const std::string unit = Group(Joined(wording.units)), ago = Any(wording.ago);
  month_first_ = Compile({with_weekday, month, "\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(\\d{4}))?"});
  day_first_ = Compile(
      {with_weekday, "(\\d{1,2})(?:\\.|er|º|st|nd|rd|th)?\\s+", link, month, "(?:\\.?,?\\s+", link, "(\\d{4}))?"});
  month_of_year_ = Compile({month, "\\.?,?\\s+", link, "(\\d{4})"});
  month_alone_ = Compile({"(?:", Any(wording.month_prepositions), "[\\s-]+)?", before, month, behind});
  weekday_ = Compile({before, Group(profile_.weekdays), behind});
  relative_ = Compile({Group(Joined(relatives))});
  ago_ = wording.ago_first ? Compile({ago, "\\s+", number, unit}) : Compile({number, unit, "\\s+", ago});
  year_ = Compile({Any(Joined(std::array{wording.month_prepositions, wording.prepositions})), "\\s+(\\d{4})"});
  decade_ = Compile({"(\\d{3}0)s"});
}

std::vector<PrintedDate> DatePatterns::Find(std::string_view text) const {
  std::vector<PrintedDate> found;
  // `read` takes a match apart; what of it names the date is all, if it says nothing else.
  const auto add = [&](const Pattern& pattern, const auto& read) {
    for (size_t at = 0; at < text.size();) {
      Groups groups;
      if (!pattern->Match(Piece(text), at, text.size(), RE2::UNANCHORED, groups, kMostGroups)) return;
      const auto from = static_cast<size_t>(groups[0].data() - text.data());
      const bool part = IsPartOfWord(text, groups[0]);
      at = part ? from + 1 : from + groups[0].size();
      if (part) continue;
      re2::StringPiece printed = groups[0];
      std::optional<PrintedDate> date = read(groups, printed);
      if (!date) continue;
      date->from = static_cast<size_t>(printed.data() - text.data()), date->to = date->from + printed.size();
      found.push_back(*date);
    }
  };
  add(month_first_, [&](const Groups& g, auto&) { return Day(g[1], g[2], g[3]); });
  add(day_first_, [&](const Groups& g, auto&) { return Day(g[2], g[1], g[3]); });
  add(month_of_year_, [&](const Groups& g, auto&) { return MonthOfYear(g); });
  add(month_alone_, [&](const Groups& g, auto& printed) { return MonthAlone(g, printed); });
  add(weekday_, [&](const Groups& g, auto&) { return Weekday(g); });
  add(relative_, [&](const Groups& g, auto&) { return Relative(g[1]); });
  add(ago_, [&](const Groups& g, auto&) { return Ago(g[1], g[2]); });
  add(year_, [&](const Groups& g, auto& printed) { return Year(printed = g[1], Kind::kYear); });
  add(decade_, [&](const Groups& g, auto&) { return Year(g[1], Kind::kDecade); });
  return WithoutOverlaps(std::move(found));
}

bool DatePatterns::IsPrintedAsName(re2::StringPiece word) const {
  size_t at = 0;
  return !wording_.capital_months || u_isupper(static_cast<UChar32>(NextCharacter(View(word), at)));
}

int DatePatterns::MonthOf(re2::StringPiece word) const {
  return IsPrintedAsName(word) ? PlaceIn(profile_.months, word) : 0;
}

Direction DatePatterns::DirectionOf(re2::StringPiece before, re2::StringPiece behind) const {
  const re2::StringPiece word = before.empty() ? behind : before;
  if (word.empty()) return Direction::kOpen;
  constexpr Direction kDirections[] = {Direction::kOpen, Direction::kLast, Direction::kNext, Direction::kNow};
  return kDirections[PlaceIn(std::array{wording_.last, wording_.next, wording_.now}, word)];
}

std::optional<PrintedDate> DatePatterns::Day(re2::StringPiece month, re2::StringPiece day,
                                             re2::StringPiece year) const {
  PrintedDate date;
  date.month = MonthOf(month), date.day = NumberOf(day), date.year = NumberOf(year);
  if (date.month == 0 || date.day < 1 || date.day > 31) return std::nullopt;
  return date;
}

std::optional<PrintedDate> DatePatterns::MonthOfYear(const Groups& groups) const {
  PrintedDate date;
  date.kind = Kind::kMonth, date.month = MonthOf(groups[1]), date.year = NumberOf(groups[2]);
  if (date.month == 0) return std::nullopt;
  return date;
}

// Short names of months are other words too (May, mars): it takes a word of time
// beside them.
std::optional<PrintedDate> DatePatterns::MonthAlone(const Groups& groups, re2::StringPiece& printed) const {
  constexpr size_t kShortestName = 6;
  const re2::StringPiece month = groups[2];
  PrintedDate date;
  date.kind = Kind::kMonth, date.month = MonthOf(month), date.direction = DirectionOf(groups[1], groups[3]);
  const bool placed = groups[0].data() != month.data() || !groups[3].empty();
  if (date.month == 0 || (!placed && month.size() < kShortestName)) return std::nullopt;
  const char* const from = groups[1].empty() ? month.data() : groups[1].data();
  printed = {from, static_cast<size_t>(groups[0].data() + groups[0].size() - from)};
  return date;
}

std::optional<PrintedDate> DatePatterns::Weekday(const Groups& groups) const {
  if (!IsPrintedAsName(groups[2])) return std::nullopt;
  const std::vector<std::string> names =
      absl::StrSplit(absl::string_view(profile_.weekdays.data(), profile_.weekdays.size()), '|');
  constexpr int kSaturday = 6, kSunday = 7;
  int place = PlaceIn(names, groups[2]);
  if (static_cast<int>(names.size()) > kSunday && place > kSaturday) --place;  // Samstag and Sonnabend
  PrintedDate date;
  date.kind = Kind::kWeekday, date.weekday = place % kSunday, date.direction = DirectionOf(groups[1], groups[3]);
  return date;
}

std::optional<PrintedDate> DatePatterns::Relative(re2::StringPiece words) const {
  for (const RelativeWords& relative : wording_.relative) {
    if (!PhraseSet(relative.words).Has(KeyOf(View(words)))) continue;
    PrintedDate date;
    date.kind = Kind::kRelative, date.unit = relative.unit, date.offset = relative.offset;
    return date;
  }
  return std::nullopt;
}

std::optional<PrintedDate> DatePatterns::Ago(re2::StringPiece number, re2::StringPiece unit) const {
  constexpr Unit kUnits[] = {Unit::kDay, Unit::kWeek, Unit::kMonth, Unit::kYear};
  const int count = PlaceIn(wording_.numbers, number), place = PlaceIn(wording_.units, unit);
  if (place == 0) return std::nullopt;
  PrintedDate date;
  date.kind = Kind::kRelative, date.unit = kUnits[place - 1], date.offset = -(count > 0 ? count : NumberOf(number));
  return date;
}

}  // namespace broadsheet::ingest::latin
