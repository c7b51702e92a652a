// What stitching reads off one item of a page, once.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "ingest_service/parser/language/language_model.h"

namespace broadsheet::ingest {

// How a text ends: what may follow it.
enum class Ending : uint8_t {
  kStop,   // a sentence's end, closing quotes and brackets behind it included
  kOpen,   // in the middle of a clause or a word
  kComma,  // between the clauses of a sentence, or right behind an opening mark
  kColon,  // behind a colon, semicolon or dash: a sentence or a paragraph goes on
  kTitle,  // a few words without any punctuation: a subhead, or a cut line
};

// Marks that come in pairs. A paragraph of a quotation that runs over several
// opens again without having closed.
struct Pairing {
  int8_t first = 0;    // the first mark: +1 opens, −1 closes, 0: there is none
  int8_t pending = 0;  // 1: opened here and not closed; −1: closed last; 0: no mark
};

// Enumerations that newspapers count with.
enum class Series : uint8_t { kShi, kDi, kQi, kOrder, kBracket, kCircle, kNumber, kCount };

struct Piece {
  std::u32string text;  // simplified, without white space
  Ending ending = Ending::kStop;
  bool broken_start = false;    // begins with a mark that can begin no paragraph
  bool opens_article = false;   // begins with a dateline
  bool closes_article = false;  // ends with a signature in brackets
  float opening = 0;            // log-odds: begins a paragraph rather than lies inside one
  Pairing quotes, brackets;
  // The first and last number of each series; 0: none.
  std::array<int8_t, static_cast<size_t>(Series::kCount)> first_number{}, last_number{};
  // For the language model; read when first needed.
  std::shared_ptr<const LanguageModel::Tail> tail;
  std::shared_ptr<const LanguageModel::Head> head;
};

// UTF-8 to simplified characters without white space.
std::u32string ToModelText(std::string_view utf8);

Ending EndingOf(std::u32string_view text);  // of what ToModelText gives

// 1: `after` goes on a number or is what it counts; -1: it can be neither; 0: `before` is no digit.
float UnitEvidence(char32_t before, char32_t after);

Piece ReadPiece(std::string_view utf8);

}  // namespace broadsheet::ingest
