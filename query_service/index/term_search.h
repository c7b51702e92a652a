// Completing what was begun to be typed with the values of records: what an
// index is asked, and what it answers.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query_service/index/query.h"

namespace broadsheet::query {

// The columns whose values are suggested.
inline constexpr std::array kTermColumns = {Column::kPerson,       Column::kSpeakerName, Column::kReporter,
                                            Column::kOrganization, Column::kPlace,       Column::kKeyword};

// How a value continues what was typed. The better first.
enum class TermMatch : uint8_t {
  kText,      // it begins with it, folded
  kPinyin,    // its pinyin does
  kInitials,  // the initials of its pinyin do
};
inline constexpr int kTermMatchCount = 3;

struct TermSearch {
  std::vector<Column> columns;  // of kTermColumns
  std::string typed{};          // folded, not empty
  size_t limit = 10;            // at least 1
  // Asked often; true stops the work with CANCELLED.
  std::function<bool()> cancelled{};
};

struct Term {
  Column column = Column::kPerson;
  std::string value;   // as stored
  uint64_t count = 0;  // records that have it
  TermMatch match = TermMatch::kText;
};

// Most records first; equal ones the better match, then by column and value.
bool ComesBefore(const Term& a, const Term& b);

struct TermAnswer {
  std::vector<Term> terms;
  bool more = false;     // there are others beyond the limit
  uint64_t applied = 0;  // the sequence number that this reflects
};

// What can be typed for a value.
struct TermSpelling {
  TermMatch match = TermMatch::kText;
  std::string text;
};
// Its text and the spellings of it (pinyin.h); distinct, the better first.
std::vector<TermSpelling> TermSpellingsOf(std::string_view value);

// What to look for among the keys of a kind; empty: it cannot match in that way.
std::array<std::string, kTermMatchCount> TypedKeys(std::string_view typed);

// How a value matches best; nullopt: it does not.
std::optional<TermMatch> MatchOf(std::string_view value, std::string_view typed);

}  // namespace broadsheet::query
