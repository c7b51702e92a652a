#include "ingest_service/parser/extract/words.h"

#include <algorithm>
#include <limits>

#include "common/text/utf8.h"
#include "ingest_service/parser/credits/chinese_names.h"

namespace broadsheet::ingest {
namespace {

constexpr float kNever = std::numeric_limits<float>::infinity();
// To begin a transliterated name; they have three characters and more.
constexpr float kCostOfTransliteration = 9.0F;
constexpr size_t kShortestTransliteration = 3, kLongestTransliteration = 10;

bool IsDigit(char32_t c) { return c >= '0' && c <= '9'; }
bool IsLatin(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

// The best way to reach one place of the text.
struct Step {
  float cost = kNever;
  uint32_t from = 0;
  WordClass word_class = WordClass::kUnknown;
  bool composed = false;
};

// A run of Han characters, cut by dynamic programming.
class HanCutter {
 public:
  HanCutter(std::u32string_view text, const Lexicon& lexicon) : text_(text), lexicon_(lexicon) {}

  void Cut(size_t from, size_t to, std::vector<Word>& words) {
    base_ = from;
    steps_.assign(to - from + 1, Step());
    steps_[0].cost = 0;
    Step open;  // the transliterated name that goes on here
    for (size_t at = from; at < to; ++at) {
      lexicon_.Prefetch(text_.substr(0, to), at + kAhead);
      AddWords(at, to);
      AddNames(at, to);
      AddTransliteration(at, open);
    }
    const size_t first = words.size();
    for (size_t end = to; end > from; end = steps_[end - base_].from) {
      const Step& step = steps_[end - base_];
      words.push_back({step.from, static_cast<uint32_t>(end), step.word_class, step.composed});
    }
    std::reverse(words.begin() + static_cast<std::ptrdiff_t>(first), words.end());
  }

 private:
  static constexpr size_t kAhead = 6;  // characters

  void Offer(size_t from, size_t to, float cost, WordClass word_class, bool composed) {
    Step& step = steps_[to - base_];
    const float total = steps_[from - base_].cost + cost;
    if (total < step.cost) step = {total, static_cast<uint32_t>(from), word_class, composed};
  }

  void AddWords(size_t at, size_t to) {
    lexicon_.WordsAt(text_.substr(0, to), at, found_);
    if (found_.empty() || found_[0].length > 1) Offer(at, at + 1, lexicon_.unknown_cost(), WordClass::kUnknown, false);
    for (const LexiconWord& word : found_) Offer(at, at + word.length, word.cost, word.word_class, false);
  }

  void AddNames(size_t at, size_t to) {
    const size_t surname = SurnameLength(text_.substr(at, to - at));
    if (surname == 0) return;
    for (size_t given = 1; given <= 2 && at + surname + given <= to; ++given) {
      const size_t length = surname + given;
      Offer(at, at + length, lexicon_.NameCost(text_.substr(at, length), surname), WordClass::kPerson, true);
    }
  }

  // Runs on in `open` as long as that is cheaper than to begin anew.
  void AddTransliteration(size_t at, Step& open) {
    const float cost = lexicon_.TransliterationCost(text_[at]);
    const float anew = steps_[at - base_].cost + kCostOfTransliteration;
    const bool too_long = at - open.from >= kLongestTransliteration;
    if (anew < open.cost || too_long) open = {anew, static_cast<uint32_t>(at), WordClass::kTransliteration, true};
    open.cost += cost;
    Step& step = steps_[at + 1 - base_];
    if (at + 1 - open.from >= kShortestTransliteration && open.cost < step.cost) step = open;
  }

  std::u32string_view text_;
  const Lexicon& lexicon_;
  size_t base_ = 0;
  std::vector<Step> steps_;
  std::vector<LexiconWord> found_;
};

}  // namespace

std::vector<Word> CutIntoWords(std::u32string_view text, const Lexicon& lexicon) {
  std::vector<Word> words;
  words.reserve(text.size() / 2 + 1);
  HanCutter cutter(text, lexicon);
  for (size_t at = 0; at < text.size();) {
    const size_t from = at;
    if (IsHan(text[at])) {
      while (at < text.size() && IsHan(text[at])) ++at;
      cutter.Cut(from, at, words);
      continue;
    }
    WordClass word_class = WordClass::kPunctuation;
    if (IsDigit(text[at])) {
      while (at < text.size() && (IsDigit(text[at]) || text[at] == '.')) ++at;
      word_class = WordClass::kNumeral;
    } else if (IsLatin(text[at])) {
      while (at < text.size() && (IsLatin(text[at]) || IsDigit(text[at]))) ++at;
      word_class = WordClass::kLatin;
    } else {
      ++at;
    }
    words.push_back({static_cast<uint32_t>(from), static_cast<uint32_t>(at), word_class, false});
  }
  return words;
}

}  // namespace broadsheet::ingest
