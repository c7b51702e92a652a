// Finds words for dates in running text; what they mean is for the day
// to say.
#pragma once

#include <re2/re2.h>

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "ingest_service/parser/profiles/latin_profiles.h"
#include "ingest_service/parser/profiles/latin_wordings.h"

namespace broadsheet::ingest::latin {

struct PrintedDate {
  enum class Kind {
    kDay,    // day and month, perhaps a year
    kMonth,  // a month, perhaps with a year
    kYear,
    kDecade,  // the 1990s
    kWeekday,
    kRelative,  // last week, three days ago
  };
  enum class Direction { kOpen, kLast, kNext, kNow };

  Kind kind = Kind::kDay;
  size_t from = 0, to = 0;           // bytes
  int year = 0, month = 0, day = 0;  // as printed; 0: not said
  int weekday = 0;                   // 0: Sunday
  Direction direction = Direction::kOpen;
  RelativeWords::Unit unit = RelativeWords::Unit::kDay;
  int offset = 0;
};

// The patterns of one language. `wording` is to outlive them.
class DatePatterns {
 public:
  explicit DatePatterns(const LatinWording& wording);

  // In the order of the text, without overlaps; of two that meet, the one that
  // begins first, or is longer.
  std::vector<PrintedDate> Find(std::string_view text) const;

 private:
  using Pattern = std::unique_ptr<const re2::RE2>;
  static constexpr int kMostGroups = 4;
  using Groups = re2::StringPiece[kMostGroups];

  // Each takes a match apart; `printed` is what of it names the date.
  std::optional<PrintedDate> Day(re2::StringPiece month, re2::StringPiece day, re2::StringPiece year) const;
  std::optional<PrintedDate> MonthOfYear(const Groups& groups) const;
  std::optional<PrintedDate> MonthAlone(const Groups& groups, re2::StringPiece& printed) const;
  std::optional<PrintedDate> Weekday(const Groups& groups) const;
  std::optional<PrintedDate> Relative(re2::StringPiece words) const;
  std::optional<PrintedDate> Ago(re2::StringPiece number, re2::StringPiece unit) const;

  int MonthOf(re2::StringPiece word) const;
  bool IsPrintedAsName(re2::StringPiece word) const;
  PrintedDate::Direction DirectionOf(re2::StringPiece before, re2::StringPiece behind) const;

  const LatinWording& wording_;
  const LatinProfile& profile_;
  Pattern month_first_, day_first_, month_of_year_, month_alone_, weekday_, relative_, ago_, year_, decade_;
};

}  // namespace broadsheet::ingest::latin
