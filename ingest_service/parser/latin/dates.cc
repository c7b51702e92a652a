#include "ingest_service/parser/latin/dates.h"

#include <algorithm>
#include <optional>

#include "ingest_service/parser/text/calendar.h"

namespace broadsheet::ingest::latin {
namespace {

using record::v1::Date;
using record::v1::DatePrecision;
using Direction = PrintedDate::Direction;
using Kind = PrintedDate::Kind;
using Unit = RelativeWords::Unit;

struct Resolved {
  Date start, end;
  DatePrecision precision = record::v1::DATE_PRECISION_UNSPECIFIED;
};

Resolved OfDay(const Date& day) { return {day, day, record::v1::DATE_PRECISION_DAY}; }
Resolved OfMonth(const Date& month) { return {month, month, record::v1::DATE_PRECISION_MONTH}; }
Resolved OfYears(int first, int last) {
  if (first < 1 || last > 9999) return {};
  return {MakeDate(first), MakeDate(last), record::v1::DATE_PRECISION_YEAR};
}

// What a printed date means in an issue of that day (which may not be set), of
// things to come or past.
class DateResolver {
 public:
  DateResolver(const Date& issue, bool future) : issue_(issue), known_(issue.day() != 0), future_(future) {}

  Resolved Resolve(const PrintedDate& date) const {
    switch (date.kind) {
      case Kind::kDay:
        return ResolveDay(date);
      case Kind::kMonth:
        return ResolveMonth(date);
      case Kind::kYear:
        return OfYears(date.year, date.year);
      case Kind::kDecade:
        return OfYears(date.year, date.year + 9);
      case Kind::kWeekday:
        return known_ ? ResolveWeekday(date) : Resolved();
      case Kind::kRelative:
        return known_ ? ResolveRelative(date) : Resolved();
    }
    return {};
  }

 private:
  Resolved ResolveDay(const PrintedDate& date) const {
    const std::optional<Date> day = CompleteDate(date.year, date.month, date.day, issue_);
    if (!day) return {};
    const bool past = day->year() < issue_.year() && date.year == 0;
    const Date next = MakeDate(day->year() + 1, day->month(), day->day());
    return OfDay(past && future_ && IsDate(next) ? next : *day);
  }

  Resolved ResolveMonth(const PrintedDate& date) const {
    if (date.year != 0) return OfMonth(MakeDate(date.year, date.month));
    if (issue_.year() == 0) return {};
    int year = issue_.year();
    const bool next = date.direction == Direction::kNext || (date.direction == Direction::kOpen && future_);
    if (next) {
      year += date.month < issue_.month() || (date.month == issue_.month() && date.direction == Direction::kNext);
    } else if (date.direction != Direction::kNow) {
      year -= date.month > issue_.month() || (date.month == issue_.month() && date.direction == Direction::kLast);
    }
    return OfMonth(MakeDate(year, date.month));
  }

  Resolved ResolveWeekday(const PrintedDate& date) const {
    constexpr int kWeek = 7;
    const int ahead = (date.weekday - Weekday(issue_) + kWeek) % kWeek, back = (kWeek - ahead) % kWeek;
    switch (date.direction) {
      case Direction::kLast:
        return OfDay(AddDays(issue_, back == 0 ? -kWeek : -back));
      case Direction::kNext:
        return OfDay(AddDays(issue_, ahead == 0 ? kWeek : ahead));
      case Direction::kNow:
        return OfDay(AddDays(issue_, ahead));
      case Direction::kOpen:
        return OfDay(AddDays(issue_, future_ ? ahead : -back));
    }
    return {};
  }

  Resolved ResolveRelative(const PrintedDate& date) const {
    constexpr int kWeek = 7, kFarthest = 999;
    if (std::abs(date.offset) > kFarthest && date.unit != Unit::kAround) return {};
    switch (date.unit) {
      case Unit::kDay:
        return OfDay(AddDays(issue_, date.offset));
      case Unit::kWeek: {
        const Date monday = AddDays(issue_, date.offset * kWeek - (Weekday(issue_) + kWeek - 1) % kWeek);
        return {monday, AddDays(monday, kWeek - 1), record::v1::DATE_PRECISION_DAY};
      }
      case Unit::kMonth:
        return OfMonth(AddMonths(issue_, date.offset));
      case Unit::kYear:
        return OfYears(issue_.year() + date.offset, issue_.year() + date.offset);
      case Unit::kAround:
        return {AddDays(issue_, -date.offset), issue_, record::v1::DATE_PRECISION_APPROXIMATE};
    }
    return {};
  }

  const Date& issue_;
  const bool known_, future_;
};

// Whether the date at a byte of the paragraph is of something to come.
class TenseReader {
 public:
  TenseReader(const Paragraph& paragraph, const Vocabulary& words) : paragraph_(paragraph), words_(words) {}

  bool IsFuture(size_t byte) const {
    const std::vector<Token>& tokens = paragraph_.tokens;
    const auto behind = std::lower_bound(tokens.begin(), tokens.end(), byte,
                                         [](const Token& token, size_t from) { return token.from < from; });
    const auto at = static_cast<size_t>(behind - tokens.begin());
    if (PhraseBefore(paragraph_, at, words_.deadlines) > 0) return true;
    if (FollowsSpeech(at)) return false;
    constexpr size_t kFarthest = 60;  // words
    size_t from = at, to = at;
    while (from > 0 && at - from < kFarthest && !paragraph_.EndsSentence(from - 1)) --from;
    while (to < tokens.size() && to - at < kFarthest && !paragraph_.EndsSentence(to)) ++to;
    for (size_t i = from; i < to; ++i) {
      if (PhraseAt(paragraph_, i, words_.future) > 0) return true;
    }
    return false;
  }

 private:
  // said on Monday, told reporters on Monday
  bool FollowsSpeech(size_t at) const {
    constexpr size_t kNear = 3;  // words
    for (size_t i = at; i > 0 && at - i < kNear && paragraph_.tokens[i - 1].IsWord(); --i) {
      if (words_.speech_verbs.Has(paragraph_.tokens[i - 1].key)) return true;
    }
    return false;
  }

  const Paragraph& paragraph_;
  const Vocabulary& words_;
};

}  // namespace

std::vector<ByteSpan> ExtractDates(const Body& body, const DatePatterns& patterns, const Vocabulary& vocabulary,
                                   const Date& issue, record::v1::Record& record) {
  std::vector<ByteSpan> spans;
  for (size_t p = 0; p < body.size(); ++p) {
    const TenseReader tense(body[p], vocabulary);
    for (const PrintedDate& date : patterns.Find(body[p].text)) {
      const ByteSpan& span = spans.emplace_back(ByteSpan{p, date.from, date.to});
      Resolved resolved = DateResolver(issue, tense.IsFuture(date.from)).Resolve(date);
      if (!IsDate(resolved.start) || !IsDate(resolved.end)) resolved = {};
      record::v1::DateMention& mention = *record.add_dates();
      mention.set_text(std::string(body[p].text.substr(date.from, date.to - date.from)));
      *mention.mutable_range() = RangeOf(span);
      mention.set_precision(resolved.precision);
      if (resolved.precision == record::v1::DATE_PRECISION_UNSPECIFIED) continue;
      *mention.mutable_start() = resolved.start;
      *mention.mutable_end() = resolved.end;
    }
  }
  return spans;
}

}  // namespace broadsheet::ingest::latin
