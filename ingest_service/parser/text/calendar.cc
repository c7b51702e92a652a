#include "ingest_service/parser/text/calendar.h"

#include <algorithm>
#include <chrono>

namespace broadsheet::ingest {
namespace {

using record::v1::Date;
using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

year_month_day ToCalendar(const Date& date) {
  return year_month_day(std::chrono::year(date.year()), std::chrono::month(static_cast<unsigned>(date.month())),
                        std::chrono::day(static_cast<unsigned>(date.day())));
}

Date FromCalendar(year_month_day date) {
  return MakeDate(static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
                  static_cast<int>(static_cast<unsigned>(date.day())));
}

int Number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::optional<Date> ParseIsoDate(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const Date date = MakeDate(Number(text.substr(0, 4)), Number(text.substr(5, 2)), Number(text.substr(8, 2)));
  if (date.day() == 0 || !IsDate(date)) return std::nullopt;
  return date;
}

Date MakeDate(int year, int month, int day) {
  Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

bool IsDate(const Date& date) {
  if (date.year() < 1 || date.year() > 9999 || date.month() < 0 || date.month() > 12) return false;
  if (date.day() == 0) return true;
  return date.month() > 0 && date.day() > 0 && date.day() <= 31 && ToCalendar(date).ok();
}

Date AddDays(const Date& date, int count) {
  return FromCalendar(year_month_day(sys_days(ToCalendar(date)) + days(count)));
}

Date AddMonths(const Date& date, int months) {
  const int total = date.year() * 12 + date.month() - 1 + months;
  return MakeDate(total / 12, total % 12 + 1);
}

int Weekday(const Date& date) {
  return static_cast<int>(std::chrono::weekday(sys_days(ToCalendar(date))).c_encoding());
}

std::optional<Date> CompleteDate(int year, int month, int day, const Date& issue) {
  if (day == 0 || (issue.day() == 0 && (year == 0 || month == 0))) return std::nullopt;
  Date date = MakeDate(year ? year : issue.year(), month ? month : issue.month(), day);
  if (issue.day() != 0 && year == 0) {
    const Date latest = AddDays(issue, 7);
    const auto key = [](const Date& d) { return (d.year() * 100 + d.month()) * 100 + d.day(); };
    if (key(date) > key(latest)) {
      const Date earlier = month ? MakeDate(date.year() - 1, month) : AddMonths(date, -1);
      date.set_year(earlier.year());
      date.set_month(earlier.month());
    }
  }
  if (!IsDate(date)) return std::nullopt;
  return date;
}

}  // namespace broadsheet::ingest
