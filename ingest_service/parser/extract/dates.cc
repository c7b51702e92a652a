#include "ingest_service/parser/extract/dates.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "ingest_service/parser/extract/periods.h"
#include "ingest_service/parser/text/calendar.h"
#include "ingest_service/parser/text/word_table.h"

namespace broadsheet::ingest {
namespace {

using record::v1::Date;
using record::v1::DatePrecision;

// What a word says about the issue's day: an offset in one unit.
struct RelativeWord {
  std::u32string_view text;
  enum Unit { kYear, kMonth, kDay, kAround } unit;
  int offset;  // kAround: how many days back it reaches
};
constexpr RelativeWord kRelative[] = {{U"今年", RelativeWord::kYear, 0},       {U"去年", RelativeWord::kYear, -1},
                                      {U"前年", RelativeWord::kYear, -2},      {U"明年", RelativeWord::kYear, 1},
                                      {U"本月", RelativeWord::kMonth, 0},      {U"上个月", RelativeWord::kMonth, -1},
                                      {U"上月", RelativeWord::kMonth, -1},     {U"下个月", RelativeWord::kMonth, 1},
                                      {U"下月", RelativeWord::kMonth, 1},      {U"今天", RelativeWord::kDay, 0},
                                      {U"今日", RelativeWord::kDay, 0},        {U"昨天", RelativeWord::kDay, -1},
                                      {U"昨日", RelativeWord::kDay, -1},       {U"前天", RelativeWord::kDay, -2},
                                      {U"明天", RelativeWord::kDay, 1},        {U"明日", RelativeWord::kDay, 1},
                                      {U"近日", RelativeWord::kAround, 14},    {U"日前", RelativeWord::kAround, 14},
                                      {U"近期", RelativeWord::kAround, 60},    {U"近年来", RelativeWord::kAround, 1826},
                                      {U"近几年", RelativeWord::kAround, 1826}};
constexpr std::u32string_view kTails[] = {U"以来", U"上午", U"下午", U"凌晨", U"晚上", U"中午", U"傍晚", U"清晨",
                                          U"晚",   U"上旬", U"中旬", U"下旬", U"初",   U"底",   U"年初", U"年底"};
constexpr std::u32string_view kNumerals = U"〇一二三四五六七八九";

bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }

// What dates begin with: periods, 同年 and 当年, days of the week and words relative
// to the issue's day, numbers.
constexpr std::u32string_view kFirstOfPeriod = U"“上二2最近过未今";
constexpr std::u32string_view kFirstOfYear = U"同当";
constexpr std::u32string_view kFirstOfWeekday = U"上本下";
constexpr std::u32string_view kFirstOfRelative = U"今去前明本上下昨近日";
constexpr CharacterFilter kFirsts = [] {
  CharacterFilter filter;
  for (const std::u32string_view firsts : {kFirstOfPeriod, kFirstOfYear, kFirstOfWeekday, kFirstOfRelative, kNumerals,
                                           std::u32string_view(U"十0123456789")}) {
    for (const char32_t c : firsts) filter.Add(c);
  }
  return filter;
}();

class DateReader {
 public:
  DateReader(const Analysis& analysis, const Date& issue, record::v1::Record& record)
      : analysis_(analysis), issue_(issue), record_(record) {}

  void Run() {
    for (paragraph_ = 0; paragraph_ < analysis_.body.size(); ++paragraph_) {
      text_ = analysis_.body[paragraph_].text();
      for (size_t at = 0; at < text_.size();) {
        const size_t end = ReadAt(at);
        at = end > at ? end : at + (IsDigit(text_[at]) ? DigitsAt(at) : 1);
      }
    }
  }

 private:
  size_t DigitsAt(size_t at) const {
    size_t end = at;
    while (end < text_.size() && IsDigit(text_[end])) ++end;
    return std::max<size_t>(end - at, 1);
  }

  // Reads a date at `at` and adds it; returns its end, or `at`.
  size_t ReadAt(size_t at) {
    const char32_t c = text_[at];
    if (!kFirsts.MayHave(c)) return at;
    if (kFirstOfPeriod.find(c) != kFirstOfPeriod.npos) {
      if (const std::optional<Period> period = PeriodAt(text_.substr(at), issue_)) return AddPeriod(at, at, *period);
    }
    if (kFirstOfYear.find(c) != kFirstOfYear.npos) return ReadSameYear(at);
    if (IsDigit(c) || kNumerals.find(c) != kNumerals.npos || c == U'十') {
      const size_t session = ReadSession(at);
      return session > at ? session : ReadNumbers(at, at, 0);
    }
    if (const size_t weekday = ReadWeekday(at); weekday > at) return weekday;
    if (kFirstOfRelative.find(c) == kFirstOfRelative.npos) return at;
    for (const RelativeWord& word : kRelative) {
      if (text_.substr(at).starts_with(word.text)) return ReadRelative(at, word);
    }
    return at;
  }

  size_t AddPeriod(size_t begin, size_t at, const Period& period) {
    Add(begin, at + period.length, period.start, period.end, period.precision);
    return SkipTails(at + period.length);
  }

  // 同年5月, 当年3月: of the year named last.
  size_t ReadSameYear(size_t at) {
    if (at + 1 >= text_.size() || text_[at + 1] != U'年' || last_year_ == 0) return at;
    const size_t end = ReadNumbers(at, at + 2, last_year_);
    return end > at + 2 ? end : at;
  }

  // 十四届全国人大三次会议, 全国政协十四届三次会议: one a year from the year in
  // which the congress was elected; the fourteenth was in 2023, one every five.
  size_t ReadSession(size_t at) {
    constexpr std::u32string_view kCongresses[] = {U"全国人大", U"全国人民代表大会", U"全国政协", U"政协全国委员会"};
    constexpr int kFourteenth = 2023, kTerm = 5, kFirstWithTerm = 5;
    const std::optional<int> congress = Number(at, U'届');
    if (!congress || *congress < kFirstWithTerm || *congress > 99) return at;
    size_t next = NumberEnd(at);
    bool named = false;
    for (const std::u32string_view name : kCongresses) {
      named |= text_.substr(0, at).ends_with(name) || text_.substr(0, at).ends_with(std::u32string(name) + U"第");
      if (!text_.substr(next).starts_with(name)) continue;
      next += name.size();
      named = true;
      break;
    }
    if (next < text_.size() && text_[next] == U'第') ++next;
    const std::optional<int> session = Number(next, U'次');
    if (!named || !session || *session < 1 || *session > kTerm) return at;
    const size_t end = NumberEnd(next);
    if (!text_.substr(end).starts_with(U"会议")) return at;
    const Date year = MakeDate(kFourteenth + (*congress - 14) * kTerm + *session - 1);
    Add(at, end + 2, year, year, record::v1::DATE_PRECISION_YEAR);
    return end + 2;
  }

  // 上周五, 本周三: weeks begin on Monday.
  size_t ReadWeekday(size_t at) {
    struct Week {
      std::u32string_view text;
      int days;  // from the issue's week
    };
    constexpr Week kWeeks[] = {{U"上周", -7},  {U"上星期", -7}, {U"本周", 0},
                               {U"本星期", 0}, {U"下周", 7},    {U"下星期", 7}};
    for (const Week& week : kWeeks) {
      const size_t end = at + week.text.size();
      if (!text_.substr(at).starts_with(week.text) || end >= text_.size()) continue;
      const size_t weekday = std::u32string_view(U"一二三四五六日").find(text_[end] == U'天' ? U'日' : text_[end]);
      if (weekday == std::u32string_view::npos) continue;
      const size_t tail = SkipTails(end + 1);
      if (issue_.day() == 0) {
        Add(at, tail, {}, {}, record::v1::DATE_PRECISION_UNSPECIFIED);
        return tail;
      }
      const int monday = -((Weekday(issue_) + 6) % 7);
      return AddDay(at, tail, AddDays(issue_, monday + week.days + static_cast<int>(weekday)));
    }
    return at;
  }

  size_t ReadRelative(size_t at, const RelativeWord& word) {
    const size_t behind = at + word.text.size();
    if (word.unit == RelativeWord::kYear) {
      const int year = issue_.year() ? issue_.year() + word.offset : 0;
      if (const size_t end = ReadNumbers(at, behind, year ? year : -1); end > behind) return end;
      return year ? AddParts(at, behind, year, 0, 0) : AddUnresolved(at, SkipTails(behind));
    } else if (issue_.day() == 0) {
      Add(at, SkipTails(behind), {}, {}, record::v1::DATE_PRECISION_UNSPECIFIED);
    } else if (word.unit == RelativeWord::kMonth) {
      const Date month = AddMonths(issue_, word.offset);
      if (const std::optional<int> day = Number(behind, U'日')) {
        const Date date = MakeDate(month.year(), month.month(), *day);
        if (IsDate(date)) return AddDay(at, SkipTails(NumberEnd(behind)), date);
      }
      Add(at, SkipTails(behind), month, month, record::v1::DATE_PRECISION_MONTH);
    } else if (word.unit == RelativeWord::kDay) {
      const Date day = AddDays(issue_, word.offset);
      return AddDay(at, SkipTails(behind), day);
    } else {
      Add(at, behind, AddDays(issue_, -word.offset), issue_, record::v1::DATE_PRECISION_APPROXIMATE);
    }
    return SkipTails(behind);
  }

  // [2024年][3月][5日] at `from`; `year` is known already if not 0, unknowable
  // if -1.
  size_t ReadNumbers(size_t begin, size_t from, int year) {
    size_t at = from;
    const bool said = year != 0;
    if (!said) {
      if (const std::optional<int> n = Number(at, U'年'); n && *n >= 1000) year = *n, at = NumberEnd(at);
    }
    int month = 0, day = 0;
    if (const std::optional<int> n = Number(at, U'月'); n && *n >= 1 && *n <= 12) month = *n, at = NumberEnd(at);
    if (year == 0 || month != 0) {
      if (const std::optional<int> n = DayNumber(at); n && *n >= 1 && *n <= 31) day = *n, at = NumberEnd(at);
    }
    if (at == from || (year == 0 && month == 0 && !MayBeDayAlone(from, at))) return begin;
    return AddParts(begin, at, year, month, day);
  }

  // 100日, 3日 of a count: a day alone stands without 内, 游, 元 behind it.
  bool MayBeDayAlone(size_t from, size_t end) const {
    if (from > 0 && (text_[from - 1] == U'第' || text_[from - 1] == U'每' || text_[from - 1] == U'十')) return false;
    constexpr std::u32string_view kCounting = U"内间游元的子后前常期本报历程";
    return end >= text_.size() || kCounting.find(text_[end]) == kCounting.npos;
  }

  size_t AddParts(size_t begin, size_t at, int year, int month, int day) {
    const size_t end = SkipTails(at);
    if (year == -1) return AddUnresolved(begin, end);
    if (day != 0) {
      const std::optional<Date> date = CompleteDate(year, month, day, issue_);
      return date ? AddDay(begin, end, *date) : AddUnresolved(begin, end);
    }
    if (month == 0) return AddYear(begin, at, year);
    if (year == 0 && issue_.year() != 0) year = month > issue_.month() + 1 ? issue_.year() - 1 : issue_.year();
    if (year == 0) return AddUnresolved(begin, end);
    if (const auto part = PartOfMonthAt(text_.substr(at), year, month)) return AddPeriod(begin, at, *part);
    return AddMonth(begin, at, MakeDate(year, month));
  }

  size_t AddUnresolved(size_t begin, size_t end) {
    Add(begin, end, {}, {}, record::v1::DATE_PRECISION_UNSPECIFIED);
    return end;
  }

  bool IsTo(size_t at) const {
    constexpr std::u32string_view kTo = U"至到—-";
    return at < text_.size() && kTo.find(text_[at]) != kTo.npos;
  }

  // A year, a part of one, or the first of two: 2023年至2024年.
  size_t AddYear(size_t begin, size_t at, int year) {
    if (!IsDate(MakeDate(year))) return AddUnresolved(begin, SkipTails(at));
    if (const auto part = PartOfYearAt(text_.substr(at), year)) return AddPeriod(begin, at, *part);
    size_t end = SkipTails(at);
    int last = year;
    if (IsTo(at)) {
      if (const std::optional<int> n = Number(at + 1, U'年'); n && *n > year) last = *n, end = NumberEnd(at + 1);
    }
    Add(begin, end, MakeDate(year), MakeDate(last), record::v1::DATE_PRECISION_YEAR);
    return end;
  }

  // A month, or the first of two: 3月至5月.
  size_t AddMonth(size_t begin, size_t at, const Date& month) {
    size_t end = SkipTails(at);
    Date last = month;
    if (IsTo(at)) {
      const std::optional<int> n = Number(at + 1, U'月');
      if (n && *n > month.month() && *n <= 12) last = MakeDate(month.year(), *n), end = NumberEnd(at + 1);
    }
    Add(begin, end, month, last, record::v1::DATE_PRECISION_MONTH);
    return end;
  }

  // A day, or the first of two: 3月5日至8日.
  size_t AddDay(size_t begin, size_t end, const Date& day) {
    if (IsTo(end)) {
      size_t at = end + 1;
      int month = day.month();
      if (const std::optional<int> n = Number(at, U'月'); n && *n >= 1 && *n <= 12) month = *n, at = NumberEnd(at);
      if (const std::optional<int> n = DayNumber(at)) {
        const Date last = MakeDate(month < day.month() ? day.year() + 1 : day.year(), month, *n);
        if (IsDate(last) && *n >= 1) {
          at = NumberEnd(at);
          Add(begin, at, day, last, record::v1::DATE_PRECISION_DAY);
          return at;
        }
      }
    }
    Add(begin, end, day, day, record::v1::DATE_PRECISION_DAY);
    return end;
  }

  size_t SkipTails(size_t at) const {
    for (bool again = true; again;) {
      again = false;
      for (const std::u32string_view tail : kTails) {
        if (!text_.substr(at).starts_with(tail)) continue;
        at += tail.size();
        again = true;
        break;
      }
    }
    return at;
  }

  // Where the number at `at` ends, its unit included.
  size_t NumberEnd(size_t at) const {
    while (at < text_.size() &&
           (IsDigit(text_[at]) || kNumerals.find(text_[at]) != kNumerals.npos || text_[at] == U'十'))
      ++at;
    return at + 1;
  }

  std::optional<int> DayNumber(size_t at) const {
    const std::optional<int> day = Number(at, U'日');
    return day ? day : Number(at, U'号');
  }

  // The number at `at` if `unit` stands behind it: 28, 二十八, 二〇二四.
  std::optional<int> Number(size_t at, char32_t unit) const {
    int value = 0, digits = 0;
    bool tens = false;
    for (; at < text_.size() && digits < 5; ++at, ++digits) {
      const size_t numeral = kNumerals.find(text_[at]);
      if (IsDigit(text_[at])) {
        value = value * 10 + static_cast<int>(text_[at] - U'0');
      } else if (text_[at] == U'十') {
        value = value == 0 ? 10 : value * 10;
        tens = true;
      } else if (numeral != kNumerals.npos) {
        value = tens ? value + static_cast<int>(numeral) : value * 10 + static_cast<int>(numeral);
      } else {
        break;
      }
    }
    if (digits == 0 || digits > 4 || at >= text_.size() || text_[at] != unit) return std::nullopt;
    return value;
  }

  void Add(size_t from, size_t to, const Date& start, const Date& end, DatePrecision precision) {
    const CharRange range{paragraph_, from, to};
    record::v1::DateMention& mention = *record_.add_dates();
    mention.set_text(analysis_.Printed(range));
    *mention.mutable_range() = analysis_.RangeInBytes(range);
    if (start.year() == 0) return;
    last_year_ = start.year();
    *mention.mutable_start() = start;
    *mention.mutable_end() = end;
    mention.set_precision(precision);
  }

  const Analysis& analysis_;
  const Date& issue_;
  record::v1::Record& record_;
  size_t paragraph_ = 0;
  std::u32string_view text_;
  int last_year_ = 0;  // of the date read last that has one
};

}  // namespace

void ExtractDates(const Analysis& analysis, const Date& issue_date, record::v1::Record& record) {
  DateReader(analysis, issue_date, record).Run();
}

}  // namespace broadsheet::ingest
