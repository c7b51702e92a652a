// Days as the index counts them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "query_service/index/date_unit.h"

namespace broadsheet::query {

// Days since 1970-01-01, both included.
struct DayRange {
  int64_t first = 0;
  int64_t last = 0;
};

// YYYY-MM-DD, YYYY-MM or YYYY, years 0001 to 9999; nullopt for anything else
// and for days that no calendar has.
std::optional<DayRange> ParseDays(std::string_view text);

// The day, or what it is in: YYYY-MM-DD, YYYY-Www (ISO 8601, whose years begin
// on a Monday), YYYY-MM or YYYY.
std::string FormatDay(int64_t day, DateUnit unit = DateUnit::kDay);

}  // namespace broadsheet::query
