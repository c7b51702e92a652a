#include "query_service/index/term_search.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "common/text/fold.h"
#include "common/text/pinyin.h"

namespace broadsheet::query {

bool ComesBefore(const Term& a, const Term& b) {
  return std::tie(b.count, a.match, a.column, a.value) < std::tie(a.count, b.match, b.column, b.value);
}

std::vector<TermSpelling> TermSpellingsOf(std::string_view value) {
  std::vector<TermSpelling> keys;
  const auto add = [&keys](TermMatch match, std::string text) {
    const bool known = std::any_of(keys.begin(), keys.end(), [&](const TermSpelling& key) { return key.text == text; });
    if (!known) keys.push_back({match, std::move(text)});
  };
  std::string folded = Fold(value);
  if (folded.empty()) return keys;
  const std::vector<Pinyin> spellings = SpellingsOf(folded);
  add(TermMatch::kText, std::move(folded));
  for (const Pinyin& spelling : spellings) add(TermMatch::kPinyin, spelling.full);
  for (const Pinyin& spelling : spellings) add(TermMatch::kInitials, spelling.initials);
  return keys;
}

std::array<std::string, kTermMatchCount> TypedKeys(std::string_view typed) {
  const std::string pinyin = TypedPinyin(typed);
  return {std::string(typed), pinyin, pinyin};
}

std::optional<TermMatch> MatchOf(std::string_view value, std::string_view typed) {
  const auto wanted = TypedKeys(typed);
  for (const TermSpelling& key : TermSpellingsOf(value)) {
    const std::string& begin = wanted[static_cast<int>(key.match)];
    if (!begin.empty() && key.text.starts_with(begin)) return key.match;
  }
  return std::nullopt;
}

}  // namespace broadsheet::query
