#include "query_service/search/dates.h"

#include <charconv>
#include <chrono>

#include "absl/strings/str_format.h"

namespace broadsheet::query {
namespace {

namespace chrono = std::chrono;

// Exactly `width` digits.
std::optional<int> Digits(std::string_view text, size_t width) {
  if (text.size() != width) return std::nullopt;
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

int64_t Count(chrono::year_month_day day) { return chrono::sys_days(day).time_since_epoch().count(); }

// A week is of the year that its Thursday is in.
std::string FormatWeek(int64_t day) {
  const int64_t thursday = FirstDayOf(day, DateUnit::kWeek) + 3;
  const auto first = FirstDayOf(thursday, DateUnit::kYear);
  return absl::StrFormat("%s-W%02d", FormatDay(thursday, DateUnit::kYear), (thursday - first) / 7 + 1);
}

}  // namespace

std::optional<DayRange> ParseDays(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  const auto year = Digits(text.substr(0, 4), 4);
  if (!year || *year == 0) return std::nullopt;
  const chrono::year y(*year);
  if (text.size() == 4) return DayRange{Count(y / 1 / 1), Count(y / 12 / 31)};
  const auto month = Digits(text.substr(5, 2), 2);
  if (!month || text[4] != '-' || *month < 1 || *month > 12) return std::nullopt;
  const chrono::year_month ym = y / *month;
  if (text.size() == 7) return DayRange{Count(ym / 1), Count(ym / chrono::last)};
  const auto day = Digits(text.substr(8, 2), 2);
  if (!day || text[7] != '-' || !(ym / *day).ok()) return std::nullopt;
  const int64_t count = Count(ym / *day);
  return DayRange{count, count};
}

std::string FormatDay(int64_t day, DateUnit unit) {
  if (unit == DateUnit::kWeek) return FormatWeek(day);
  const chrono::year_month_day date{chrono::sys_days(chrono::days(day))};
  const int year = static_cast<int>(date.year());
  if (unit == DateUnit::kYear) return absl::StrFormat("%04d", year);
  const unsigned month = static_cast<unsigned>(date.month());
  if (unit == DateUnit::kMonth) return absl::StrFormat("%04d-%02d", year, month);
  return absl::StrFormat("%04d-%02d-%02d", year, month, static_cast<unsigned>(date.day()));
}

}  // namespace broadsheet::query
