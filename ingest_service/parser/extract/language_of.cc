#include "ingest_service/parser/extract/language_of.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "ingest_service/parser/profiles/latin_profiles.h"

namespace broadsheet::ingest {
namespace {

// Indexes of the profiles that each telling word speaks for.
using TellingWords = std::unordered_map<std::u32string, std::vector<size_t>>;

const TellingWords& AllTellingWords() {
  static const auto* const all = [] {
    auto* const words = new TellingWords;
    for (size_t i = 0; i < LatinProfiles().size(); ++i) {
      std::u32string word;
      const std::string_view listed = LatinProfiles()[i].telling_words;
      for (size_t at = 0; at <= listed.size();) {
        const char32_t c = at < listed.size() ? NextCharacter(listed, at) : (++at, U'|');
        if (c != U'|') {
          word += c;
        } else {
          (*words)[std::exchange(word, {})].push_back(i);
        }
      }
    }
    return words;
  }();
  return *all;
}

// The language whose telling words are most, if they are as many as a text of
// that many letters has, or far more than any other's.
std::string LatinLanguageOf(const Analysis& analysis, size_t letters) {
  constexpr size_t kLettersOfWord = 24;  // at most so many to a telling word
  constexpr size_t kFewest = 3;          // telling words
  std::vector<size_t> count(LatinProfiles().size());
  for (size_t p = 0; p < analysis.body.size(); ++p) {
    for (const Word& word : analysis.words[p]) {
      if (word.word_class != WordClass::kLatin) continue;
      const auto found = AllTellingWords().find(std::u32string(TextOfWord(analysis.body[p], word)));
      if (found == AllTellingWords().end()) continue;
      for (const size_t profile : found->second) ++count[profile];
    }
  }
  const auto most = std::max_element(count.begin(), count.end());
  size_t second = 0;
  for (const size_t& other : count) {
    if (&other != &*most) second = std::max(second, other);
  }
  const bool telling = *most >= kFewest && *most >= 2 * second;
  if (*most == 0 || (*most * kLettersOfWord <= letters && !telling)) return "und";
  return std::string(LatinProfiles()[static_cast<size_t>(most - count.begin())].language);
}

}  // namespace

std::string LanguageOf(const Analysis& analysis) {
  size_t han = 0, traditional = 0, latin = 0;
  for (const BodyParagraph& body : analysis.body) {
    for (size_t at = 0; at < body.printed.size();) {
      const char32_t c = NextCharacter(body.printed, at);
      if (IsHan(c)) {
        ++han;
        traditional += Simplify(c) != c;
      } else {
        latin += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0x24F);
      }
    }
  }
  if (han * 3 > latin && han > 0) return traditional * 20 > han ? "zh-Hant" : "zh-Hans";
  return LatinLanguageOf(analysis, latin);
}

}  // namespace broadsheet::ingest
