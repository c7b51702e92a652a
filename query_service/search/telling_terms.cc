#include "query_service/search/telling_terms.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "query_service/index/scoring.h"
#include "query_service/index/text_match.h"

namespace broadsheet::query {
namespace {

constexpr size_t kLongestName = 20;    // characters
constexpr size_t kShortestWord = 3;    // letters
constexpr uint64_t kCommonShare = 10;  // one record in so many is too many

constexpr Column kNameColumns[] = {Column::kPerson, Column::kSpeakerName, Column::kOrganization, Column::kPlace,
                                   Column::kKeyword};

using Counts = std::map<std::string, uint32_t, std::less<>>;

// Pairs of Han characters, and words of others.
void CountTerms(std::string_view text, Counts& counts) {
  size_t word = 0, letters = 0;  // where the word that goes on began, its length
  size_t han = text.size();      // where the Han character before is
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    const char32_t c = NextCharacter(text, at);
    if (letters > 0 && !IsWordCharacter(c)) {
      if (letters >= kShortestWord) ++counts[std::string(text.substr(word, start - word))];
      letters = 0;
    }
    if (IsWordCharacter(c) && letters++ == 0) word = start;
    if (IsHan(c) && han < start) ++counts[std::string(text.substr(han, at - han))];
    han = IsHan(c) ? start : text.size();
  }
  if (letters >= kShortestWord) ++counts[std::string(text.substr(word))];
}

void CountField(const IndexDocument& document, TextField field, Counts& counts) {
  for (const std::string& value : document.text[static_cast<int>(field)]) CountTerms(value, counts);
}

}  // namespace

std::vector<std::string> CandidateTerms(const IndexDocument& document) {
  Counts counts;
  for (const TextField field : {TextField::kHeadline, TextField::kBody}) CountField(document, field, counts);
  std::erase_if(counts, [](const auto& term) { return term.second < 2; });
  if (counts.empty()) CountField(document, TextField::kHeadline, counts);
  for (const Column column : kNameColumns) {
    for (const std::string& value : document.strings[static_cast<int>(column) - kNumberColumnCount]) {
      const std::string folded = Fold(value);
      const TextQuery phrase{.kind = TextQuery::Kind::kPhrase, .text = folded};
      const size_t length = CountCharacters(folded);
      if (length < 2 || length > kLongestName) continue;
      const uint32_t occurrences = CountOccurrences(document, phrase, kDefaultFields).plain;
      if (occurrences > 0) counts[folded] = occurrences;
    }
  }
  std::vector<std::pair<uint32_t, std::string>> ordered;
  for (const auto& [term, count] : counts) ordered.emplace_back(count, term);
  std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  ordered.resize(std::min(ordered.size(), kMaxCandidateTerms));
  std::vector<std::string> terms;
  for (auto& [count, term] : ordered) terms.push_back(std::move(term));
  return terms;
}

TextQuery AnyOf(const std::vector<std::string>& terms) {
  TextQuery query;
  query.kind = terms.empty() ? TextQuery::Kind::kNone : TextQuery::Kind::kOr;
  for (const std::string& term : terms) query.children.push_back({.kind = TextQuery::Kind::kPhrase, .text = term});
  return query;
}

std::vector<std::string> TellingTerms(const IndexDocument& document, const std::vector<std::string>& candidates,
                                      const ScoringStats& stats) {
  const Scorer scorer(stats);
  const double norm = scorer.LengthNorm(LengthOf(document));
  std::vector<std::pair<double, std::string>> scored;
  for (size_t i = 0; i < candidates.size(); ++i) {
    const uint64_t frequency = stats.frequencies[i];
    if (frequency < 2 || (frequency > kCommonShare && frequency > stats.documents / kCommonShare)) continue;
    const TextQuery phrase{.kind = TextQuery::Kind::kPhrase, .text = candidates[i]};
    const uint32_t weighted = CountOccurrences(document, phrase, kDefaultFields).weighted;
    scored.emplace_back(scorer.Score(i, weighted, norm), candidates[i]);
  }
  std::stable_sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  scored.resize(std::min(scored.size(), kMaxTellingTerms));
  std::vector<std::string> terms;
  for (auto& [score, term] : scored) terms.push_back(std::move(term));
  return terms;
}

}  // namespace broadsheet::query
