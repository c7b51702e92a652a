#include "query_service/index/date_unit.h"

#include <chrono>

namespace broadsheet::query {
namespace {

namespace chrono = std::chrono;

int64_t Count(chrono::year_month_day day) { return chrono::sys_days(day).time_since_epoch().count(); }

}  // namespace

int64_t FirstDayOf(int64_t day, DateUnit unit) {
  if (unit == DateUnit::kDay) return day;
  const chrono::sys_days date{chrono::days(day)};
  if (unit == DateUnit::kWeek) return day - (chrono::weekday(date) - chrono::Monday).count();
  const chrono::year_month_day parts(date);
  return Count(unit == DateUnit::kMonth ? parts.year() / parts.month() / 1 : parts.year() / 1 / 1);
}

}  // namespace broadsheet::query
