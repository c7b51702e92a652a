// Days of the Gregorian calendar, without a clock.
#pragma once

#include <optional>
#include <string_view>

#include "broadsheet/record/v1/record.pb.h"

namespace broadsheet::ingest {

// A whole day; nullopt for text that is not YYYY-MM-DD or no day.
std::optional<record::v1::Date> ParseIsoDate(std::string_view text);

record::v1::Date MakeDate(int year, int month = 0, int day = 0);

// Whether the parts that are set name a day, month or year that exists.
bool IsDate(const record::v1::Date& date);

// `date`, a whole day, moved by `days`.
record::v1::Date AddDays(const record::v1::Date& date, int days);
// Its month moved by `months`, without a day.
record::v1::Date AddMonths(const record::v1::Date& date, int months);
// 0: Sunday.
int Weekday(const record::v1::Date& date);

// A printed date whose missing parts (0) come from the issue's: the latest such
// day that is not more than a week after it. nullopt if no day is given, or a
// needed part is not known.
std::optional<record::v1::Date> CompleteDate(int year, int month, int day, const record::v1::Date& issue);

}  // namespace broadsheet::ingest
