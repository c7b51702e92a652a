// Chinese text cut into words, with the names of persons as words of their own.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest_service/parser/extract/lexicon.h"

namespace broadsheet::ingest {

struct Word {
  uint32_t from = 0, to = 0;  // characters of the text
  WordClass word_class = WordClass::kUnknown;
  // kPerson, kTransliteration: put together from its characters, not found in
  // the lexicon.
  bool composed = false;
};

// The most probable words of a folded text, in order, without gaps: a unigram
// model of the lexicon's words, Chinese names and transliterated names. Runs
// of Latin letters and digits are words; every other character is one. Linear.
std::vector<Word> CutIntoWords(std::u32string_view text, const Lexicon& lexicon);

}  // namespace broadsheet::ingest
