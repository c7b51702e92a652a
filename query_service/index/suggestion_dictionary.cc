#include "query_service/index/suggestion_dictionary.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace broadsheet::query {
namespace {

// A byte that no UTF-8 text has: behind all that begins with what is before it.
constexpr char kBehind = '\xFF';

char* Append(std::string_view text, char* out) {
  out = std::copy(text.begin(), text.end(), out);
  *out = '\0';
  return out + 1;
}

}  // namespace

// The column, as a byte that is not zero, and the value up to a zero byte.
std::string SuggestionDictionary::IdentityOf(Column column, std::string_view value) {
  std::string identity(1, static_cast<char>(static_cast<int>(column) + 1));
  return identity.append(value.substr(0, value.find('\0')));
}

template <typename F>
void SuggestionDictionary::ForEachKey(Id id, F f) const {
  const char* text = entries_[id].texts.get();
  for (const TermMatch match : entries_[id].matches) {
    text += std::strlen(text) + 1;
    f(match, text);
  }
}

SuggestionDictionary::Id SuggestionDictionary::NewEntry(Column column, std::string_view value) {
  const std::string identity = IdentityOf(column, value);
  const std::vector<TermSpelling> keys = TermSpellingsOf(std::string_view(identity).substr(1));
  size_t bytes = identity.size() + 1;
  for (const TermSpelling& key : keys) bytes += key.text.size() + 1;
  Entry entry{std::make_unique<char[]>(bytes), {}};
  char* out = Append(identity, entry.texts.get());
  for (const TermSpelling& key : keys) {
    out = Append(key.text, out);
    entry.matches.push_back(key.match);
  }
  Id id = static_cast<Id>(entries_.size());
  if (free_.empty()) {
    entries_.emplace_back();
    counts_.emplace_back();
  } else {
    id = free_.back();
    free_.pop_back();
  }
  entries_[id] = std::move(entry);
  ids_.emplace(std::string_view(entries_[id].texts.get(), identity.size()), id);
  ForEachKey(id, [&](TermMatch match, const char* text) { keys_[static_cast<int>(match)].insert({text, id}); });
  return id;
}

void SuggestionDictionary::Add(Column column, std::string_view value, uint64_t records) {
  const auto known = ids_.find(IdentityOf(column, value));
  const Id id = known != ids_.end() ? known->second : NewEntry(column, value);
  counts_[id] += static_cast<uint32_t>(records);
}

void SuggestionDictionary::Remove(Column column, std::string_view value) {
  const auto known = ids_.find(IdentityOf(column, value));
  if (known == ids_.end() || --counts_[known->second] > 0) return;
  const Id id = known->second;
  ForEachKey(id, [&](TermMatch match, const char* text) { keys_[static_cast<int>(match)].erase({text, id}); });
  ids_.erase(known);
  entries_[id] = {};
  free_.push_back(id);
}

TermAnswer SuggestionDictionary::Search(const TermSearch& search) const {
  TermAnswer answer;
  const auto typed = TypedKeys(search.typed);
  std::vector<std::pair<Term, Id>> best;  // in order
  for (int match = 0; match < kTermMatchCount; ++match) {
    if (typed[match].empty()) continue;
    const auto end = keys_[match].lower_bound(std::string_view(typed[match] + kBehind));
    for (auto key = keys_[match].lower_bound(std::string_view(typed[match])); key != end; ++key) {
      const Id id = key->id;
      // Cheap and mostly enough.
      if (answer.more && counts_[id] < best.back().first.count) continue;
      const auto column = static_cast<Column>(entries_[id].texts[0] - 1);
      if (std::find(search.columns.begin(), search.columns.end(), column) == search.columns.end()) continue;
      // Met before, in a better way.
      if (std::any_of(best.begin(), best.end(), [id](const auto& term) { return term.second == id; })) continue;
      Term term{column, entries_[id].texts.get() + 1, counts_[id], static_cast<TermMatch>(match)};
      const auto place = std::upper_bound(best.begin(), best.end(), term,
                                          [](const Term& a, const auto& b) { return ComesBefore(a, b.first); });
      best.emplace(place, std::move(term), id);
      if (best.size() <= search.limit) continue;
      best.pop_back();
      answer.more = true;
    }
  }
  for (auto& [term, id] : best) answer.terms.push_back(std::move(term));
  return answer;
}

}  // namespace broadsheet::query
