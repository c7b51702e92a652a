// A dictionary of Chinese words with parts of speech and frequencies, and the
// statistics of names that follow from it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace broadsheet::ingest {

enum class WordClass : uint8_t {
  kOther,
  kNoun,
  kPerson,           // nr
  kTransliteration,  // nrt
  kPlace,            // ns
  kOrganization,     // nt
  kProper,           // nz
  kAbbreviation,     // j
  kVerb,
  kVerbNoun,  // vn
  kAdjective,
  kDistinguishing,  // b
  kAdverb,
  kFunction,  // prepositions, conjunctions, particles
  kPronoun,
  kNumeral,
  kMeasure,
  kTime,
  kLocality,  // f: 上, 中
  kSite,      // s: 境外
  kIdiom,     // i, l
  kMorpheme,  // g
  kLatin,
  kPunctuation,
  kUnknown,  // a character that is no word
};

// Costs are negative natural logarithms of probabilities.
struct LexiconWord {
  size_t length = 0;  // characters
  WordClass word_class = WordClass::kUnknown;
  float cost = 0;
};

// Immutable; any number of threads may ask at once. Takes folded text.
class Lexicon {
 public:
  // Reads jieba's dictionary (`word frequency tag`, one a line; Debian:
  // python3-jieba). FAILED_PRECONDITION naming the file if it is missing or
  // holds something else.
  static absl::StatusOr<std::unique_ptr<const Lexicon>> Load(const std::string& path);
  ~Lexicon();

  // The words that begin at text[at], shortest first; at most 12 characters
  // long. Replaces the contents of `words`.
  void WordsAt(std::u32string_view text, size_t at, std::vector<LexiconWord>& words) const;

  // Makes WordsAt quick where it is called soon.
  void Prefetch(std::u32string_view text, size_t at) const;

  // The word that `text` is as a whole; its length is 0 if it is none.
  LexiconWord Find(std::u32string_view text) const;

  // Cost of a character that is no word of the dictionary.
  float unknown_cost() const { return unknown_cost_; }

  // Cost of a Chinese name: a surname of `surname` characters and one or two
  // more. Infinite if its characters never occur so.
  float NameCost(std::u32string_view name, size_t surname) const;

  // Cost of a character inside a transliterated name (克林顿).
  float TransliterationCost(char32_t c) const;

 private:
  Lexicon();

  struct Tables;
  std::unique_ptr<Tables> tables_;
  float unknown_cost_ = 0;
};

}  // namespace broadsheet::ingest
