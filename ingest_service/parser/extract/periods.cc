#include "ingest_service/parser/extract/periods.h"

#include <array>

#include "ingest_service/parser/text/calendar.h"

namespace broadsheet::ingest {
namespace {

using record::v1::Date;

struct Count {
  int value = 0;
  size_t length = 0;
};

// 3, 十, 两: up to two digits, or a numeral up to ten.
Count CountAt(std::u32string_view text) {
  constexpr std::u32string_view kNumerals = U"〇一二三四五六七八九十";
  Count count;
  while (count.length < 2 && count.length < text.size() && text[count.length] >= U'0' && text[count.length] <= U'9') {
    count.value = count.value * 10 + static_cast<int>(text[count.length++] - U'0');
  }
  if (count.length > 0 || text.empty()) return count;
  const size_t numeral = text[0] == U'两' ? 2 : kNumerals.find(text[0]);
  return numeral == kNumerals.npos ? Count() : Count{static_cast<int>(numeral), 1};
}

// 近三年, 过去6个月, 未来五年
std::optional<Period> CountedPeriod(std::u32string_view text, const Date& issue) {
  struct Opening {
    std::u32string_view text;
    int direction;
  };
  constexpr Opening kOpenings[] = {{U"最近", -1}, {U"近", -1}, {U"过去", -1}, {U"未来", 1}, {U"今后", 1}};
  struct Unit {
    std::u32string_view text;
    int days;
  };
  constexpr Unit kUnits[] = {{U"年", 365}, {U"个月", 30}, {U"周", 7}, {U"天", 1}};
  if (issue.day() == 0) return std::nullopt;
  for (const Opening& opening : kOpenings) {
    if (!text.starts_with(opening.text)) continue;
    const Count count = CountAt(text.substr(opening.text.size()));
    const size_t unit_at = opening.text.size() + count.length;
    for (const Unit& unit : kUnits) {
      if (count.value == 0 || !text.substr(unit_at).starts_with(unit.text)) continue;
      const Date other = AddDays(issue, opening.direction * count.value * unit.days);
      const bool past = opening.direction < 0;
      return Period{unit_at + unit.text.size(), past ? other : issue, past ? issue : other,
                    record::v1::DATE_PRECISION_APPROXIMATE};
    }
  }
  return std::nullopt;
}

// 上世纪90年代, 20世纪八十年代
std::optional<Period> Decade(std::u32string_view text) {
  constexpr std::u32string_view kCenturies[] = {U"上世纪", U"20世纪", U"二十世纪"};
  for (const std::u32string_view century : kCenturies) {
    if (!text.starts_with(century)) continue;
    const std::u32string_view rest = text.substr(century.size());
    Count tens = CountAt(rest);
    if (tens.value < 10 && rest.substr(tens.length).starts_with(U"十")) tens = {tens.value * 10, tens.length + 1};
    if (tens.value < 10 || tens.value % 10 != 0 || !rest.substr(tens.length).starts_with(U"年代")) return std::nullopt;
    return Period{century.size() + tens.length + 2, MakeDate(1900 + tens.value), MakeDate(1909 + tens.value),
                  record::v1::DATE_PRECISION_YEAR};
  }
  return std::nullopt;
}

// “十四五”: the plan of 十五 was for the years from 2001.
std::optional<Period> Plan(std::u32string_view text) {
  constexpr std::array<std::u32string_view, 6> kPlans = {U"“十五”",   U"“十一五”", U"“十二五”",
                                                         U"“十三五”", U"“十四五”", U"“十五五”"};
  constexpr int kFirst = 2001, kYears = 5;
  for (size_t i = 0; i < kPlans.size(); ++i) {
    if (!text.starts_with(kPlans[i])) continue;
    const int year = kFirst + kYears * static_cast<int>(i);
    return Period{kPlans[i].size(), MakeDate(year), MakeDate(year + kYears - 1), record::v1::DATE_PRECISION_YEAR};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Period> PeriodAt(std::u32string_view text, const Date& issue) {
  if (std::optional<Period> period = Plan(text)) return period;
  if (std::optional<Period> period = Decade(text)) return period;
  return CountedPeriod(text, issue);
}

std::optional<Period> PartOfYearAt(std::u32string_view text, int year) {
  struct Part {
    std::u32string_view text;
    int first, last;
  };
  constexpr Part kParts[] = {{U"第一季度", 1, 3}, {U"第二季度", 4, 6}, {U"第三季度", 7, 9}, {U"第四季度", 10, 12},
                             {U"一季度", 1, 3},   {U"二季度", 4, 6},   {U"三季度", 7, 9},   {U"四季度", 10, 12},
                             {U"上半年", 1, 6},   {U"下半年", 7, 12}};
  const auto months = [&](size_t length, int first, int last) {
    return Period{length, MakeDate(year, first), MakeDate(year, last), record::v1::DATE_PRECISION_MONTH};
  };
  for (const Part& part : kParts) {
    if (text.starts_with(part.text)) return months(part.text.size(), part.first, part.last);
  }
  if (!text.starts_with(U"前")) return std::nullopt;
  const Count count = CountAt(text.substr(1));
  const bool counts = count.value >= 1 && count.value <= 12 && text.substr(1 + count.length).starts_with(U"个月");
  return counts ? std::optional(months(3 + count.length, 1, count.value)) : std::nullopt;
}

std::optional<Period> PartOfMonthAt(std::u32string_view text, int year, int month) {
  constexpr std::u32string_view kParts[] = {U"上旬", U"中旬", U"下旬"};
  if (year == 0) return std::nullopt;
  for (int i = 0; i < 3; ++i) {
    if (!text.starts_with(kParts[i])) continue;
    int last = 10 * (i + 1);
    while (i == 2 && IsDate(MakeDate(year, month, last + 1))) ++last;
    while (!IsDate(MakeDate(year, month, last))) --last;
    return Period{2, MakeDate(year, month, 10 * i + 1), MakeDate(year, month, last), record::v1::DATE_PRECISION_DAY};
  }
  return std::nullopt;
}

}  // namespace broadsheet::ingest
