// Stretches of time that texts name by other things than a day, month or year.
// Takes folded text.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "broadsheet/record/v1/record.pb.h"

namespace broadsheet::ingest {

struct Period {
  size_t length = 0;  // of its name, in characters
  record::v1::Date start, end;
  record::v1::DatePrecision precision = record::v1::DATE_PRECISION_UNSPECIFIED;
};

// At the start of `text`: 近三年, 未来五年 and the like, counted from the issue's
// day; 上世纪90年代; “十四五”, a plan of five years.
std::optional<Period> PeriodAt(std::u32string_view text, const record::v1::Date& issue);

// Behind a year: 一季度, 上半年, 前两个月, as months of it.
std::optional<Period> PartOfYearAt(std::u32string_view text, int year);

// Behind a month: 上旬, 中旬, 下旬, as days of it. Nullopt if the year is 0.
std::optional<Period> PartOfMonthAt(std::u32string_view text, int year, int month);

}  // namespace broadsheet::ingest
