// Days gathered into longer stretches of the calendar.
#pragma once

#include <cstdint>

namespace broadsheet::query {

enum class DateUnit : uint8_t {
  kDay,
  kWeek,  // ISO 8601: from Monday
  kMonth,
  kYear,
};

// The first day of the unit that a day is in; both as days since 1970-01-01.
int64_t FirstDayOf(int64_t day, DateUnit unit);

}  // namespace broadsheet::query
