#include "common/api/iso_date.h"

#include <charconv>
#include <optional>

#include "absl/time/civil_time.h"

namespace broadsheet {
namespace {

std::optional<int> Number(std::string_view digits) {
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size() || digits.front() == '-') return std::nullopt;
  return number;
}

}  // namespace

bool IsIsoDate(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto year = Number(text.substr(0, 4)), month = Number(text.substr(5, 2)), day = Number(text.substr(8));
  if (!year || !month || !day || *year == 0) return false;
  // A day that does not exist is normalized to another.
  const absl::CivilDay date(*year, *month, *day);
  return date.year() == *year && date.month() == *month && date.day() == *day;
}

}  // namespace broadsheet
