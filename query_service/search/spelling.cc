#include "query_service/search/spelling.h"

#include <algorithm>
#include <map>
#include <utility>

#include "common/text/pinyin.h"
#include "common/text/utf8.h"

namespace broadsheet::query {
namespace {

// A syllable's code: its initial and final in these lists, in the private use
// area. The codes are in index files: both lists only grow at their ends.
constexpr char32_t kFirstCode = 0xE000;
constexpr std::string_view kInitials[] = {"",  "b", "p", "m", "f", "d", "t", "n",  "l",  "g",  "k", "h",
                                          "j", "q", "x", "r", "z", "c", "s", "zh", "ch", "sh", "y", "w"};
constexpr std::string_view kFinals[] = {
    "a",   "ai",   "an", "ang", "ao",  "e",  "ei", "en", "eng", "er",  "i",    "ia", "ian", "iang", "iao", "ie", "in",
    "ing", "iong", "iu", "o",   "ong", "ou", "u",  "ua", "uai", "uan", "uang", "ue", "ui",  "un",   "uo",  "v",  "ve"};

// 0: no syllable.
char32_t CodeOf(std::string_view syllable) {
  for (size_t i = std::size(kInitials); i-- > 0;) {  // zh before z
    if (!syllable.starts_with(kInitials[i])) continue;
    const auto final = std::find(std::begin(kFinals), std::end(kFinals), syllable.substr(kInitials[i].size()));
    if (final == std::end(kFinals)) continue;
    return kFirstCode + static_cast<char32_t>(i * 64 + static_cast<size_t>(final - std::begin(kFinals)));
  }
  return 0;
}

constexpr size_t kLongestSyllable = 6;
// Bytes of the longest word that is taken for another spelling.
constexpr size_t kLongestTyped = 64;

std::string Encoded(char32_t c) {
  std::string text;
  AppendCharacter(c, text);
  return text;
}

// What a typed syllable can stand for: its code, and the characters that are
// read in several ways, this one among them.
using SyllableTable = std::map<std::string, std::vector<std::string>, std::less<>>;
const SyllableTable& Syllables() {
  static const auto* const table = [] {
    auto* syllables = new SyllableTable;
    for (char32_t c = 0x4E00; c <= 0x9FFF; ++c) {
      const auto& readings = ReadingsOf(c);
      for (const std::string& reading : readings) {
        const char32_t code = CodeOf(reading);
        if (code == 0) continue;
        auto& stands_for = (*syllables)[reading];
        if (stands_for.empty()) stands_for.push_back(Encoded(code));
        if (readings.size() > 1) stands_for.push_back(Encoded(c));
      }
    }
    return syllables;
  }();
  return *table;
}

// Of each place in a typed text, whether what is left there can be read.
std::vector<bool> ReadablePlaces(std::string_view typed) {
  std::vector<bool> readable(typed.size() + 1);
  readable[typed.size()] = true;
  for (size_t at = typed.size(); at-- > 0;) {
    for (size_t length = std::min(typed.size() - at, kLongestSyllable); length > 0 && !readable[at]; --length) {
      readable[at] = readable[at + length] && Syllables().contains(typed.substr(at, length));
    }
  }
  return readable;
}

// Reads a typed text as syllables in every way there is, up to
// kMaxTypedPhrases. Each step leads to a phrase: the cost is bounded with them.
class TypedReader {
 public:
  explicit TypedReader(std::string_view typed) : typed_(typed), readable_(ReadablePlaces(typed)) {}

  void AddTo(std::vector<std::string>& phrases) const {
    if (readable_[0]) Add(0, "", 0, phrases);
  }

 private:
  void Add(size_t at, const std::string& begun, size_t syllables, std::vector<std::string>& phrases) const {
    if (phrases.size() >= kMaxTypedPhrases) return;
    // A single syllable is the sound of too many characters.
    if (at == typed_.size() && syllables > 1) phrases.push_back(begun);
    for (size_t length = std::min(typed_.size() - at, kLongestSyllable); length > 0; --length) {
      if (!readable_[at + length]) continue;
      const auto found = Syllables().find(typed_.substr(at, length));
      if (found == Syllables().end()) continue;
      for (const std::string& character : found->second) Add(at + length, begun + character, syllables + 1, phrases);
    }
  }

  const std::string_view typed_;
  const std::vector<bool> readable_;
};

// A character as values of names and headlines have it.
char32_t Spelled(char32_t c) {
  const auto& readings = ReadingsOf(c);
  const char32_t code = readings.size() == 1 ? CodeOf(readings.front()) : 0;
  return code != 0 ? code : c;
}

bool IsLatin(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// Calls f(begin, end) for each run of Latin letters and digits, empty ones too.
template <typename F>
void ForEachWord(std::string_view folded, F f) {
  for (size_t begin = 0; begin < folded.size();) {
    size_t end = begin;
    while (end < folded.size() && IsLatin(static_cast<unsigned char>(folded[end]))) ++end;
    f(begin, end);
    begin = end + 1;
  }
}

bool IsLatinWord(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return IsLatin(static_cast<unsigned char>(c)); });
}

}  // namespace

std::string SyllablesOf(std::string_view folded) {
  std::string syllables;
  bool any = false;
  for (size_t at = 0; at < folded.size();) {
    const char32_t c = NextCharacter(folded, at);
    any = any || !ReadingsOf(c).empty();
    AppendCharacter(Spelled(c), syllables);
  }
  return any ? syllables : std::string();
}

std::vector<std::string> InitialsOf(std::string_view folded_name) {
  std::vector<std::string> values;
  if (SyllablesOf(folded_name).empty()) return values;
  for (const Pinyin& spelling : SpellingsOf(folded_name)) {
    std::string value = "<" + spelling.initials + ">";
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(std::move(value));
  }
  return values;
}

void AddWords(std::string_view folded, std::set<std::string>& words) {
  ForEachWord(folded, [&](size_t begin, size_t end) {
    if (end - begin + 1 >= kShortestEditedWord) {
      words.insert("[" + std::string(folded.substr(begin, end - begin)) + "]");
    }
  });
}

std::vector<std::string> PinyinPhrases(std::string_view folded) {
  const std::string typed = TypedPinyin(folded);
  std::vector<std::string> phrases;
  if (typed.size() < 2 || typed.size() > kLongestTyped ||
      !std::all_of(typed.begin(), typed.end(), [](char c) { return c >= 'a' && c <= 'z'; })) {
    return phrases;
  }
  phrases.push_back("<" + typed + ">");
  TypedReader(typed).AddTo(phrases);
  return phrases;
}

std::vector<std::string> EditedWords(std::string_view folded) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
  std::vector<std::string> words;
  if (folded.size() < kShortestEditedWord || folded.size() > kLongestTyped || !IsLatinWord(folded)) return words;
  const std::string word(folded);
  const auto add = [&](const std::string& edited) {
    if (edited != word) words.push_back("[" + edited + "]");
  };
  for (size_t i = 0; i <= word.size(); ++i) {
    for (const char letter : kLetters) add(word.substr(0, i) + letter + word.substr(i));
    if (i == word.size()) break;
    for (const char letter : kLetters) add(word.substr(0, i) + letter + word.substr(i + 1));
    add(word.substr(0, i) + word.substr(i + 1));
    if (i + 1 < word.size()) {
      std::string swapped = word;
      std::swap(swapped[i], swapped[i + 1]);
      add(swapped);
    }
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

SpelledAs FormOf(std::string_view phrase) {
  if (phrase.starts_with('<')) return SpelledAs::kInitials;
  return phrase.starts_with('[') ? SpelledAs::kWord : SpelledAs::kSyllables;
}

std::vector<std::pair<size_t, size_t>> FindSpelled(std::string_view folded, std::string_view phrase, size_t limit) {
  std::vector<std::pair<size_t, size_t>> places;
  const auto add = [&](size_t begin, size_t end) {
    if (places.size() < limit) places.emplace_back(begin, end);
  };
  switch (FormOf(phrase)) {
    case SpelledAs::kInitials: {
      const auto initials = InitialsOf(folded);
      if (std::find(initials.begin(), initials.end(), phrase) != initials.end()) add(0, folded.size());
      break;
    }
    case SpelledAs::kWord:
      ForEachWord(folded, [&](size_t begin, size_t end) {
        if (folded.substr(begin, end - begin) == phrase.substr(1, phrase.size() - 2)) add(begin, end);
      });
      break;
    case SpelledAs::kSyllables:
      std::u32string wanted, spelled;
      for (size_t at = 0; at < phrase.size();) wanted += NextCharacter(phrase, at);
      std::vector<size_t> starts;  // of each character
      for (size_t at = 0; at < folded.size();) {
        starts.push_back(at);
        spelled += Spelled(NextCharacter(folded, at));
      }
      starts.push_back(folded.size());
      for (size_t at = spelled.find(wanted); at != std::u32string::npos; at = spelled.find(wanted, at + 1)) {
        add(starts[at], starts[at + wanted.size()]);
      }
  }
  return places;
}

}  // namespace broadsheet::query
