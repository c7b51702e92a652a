// Cuts a line of credits into labels, separators and what lies between.
#pragma once

#include <optional>
#include <vector>

#include "ingest_service/parser/credits/credit_labels.h"
#include "ingest_service/parser/text/folded.h"

namespace broadsheet::ingest {

// A run of characters [from, to) of a folded line without white space.
struct CreditToken {
  enum class Kind { kPiece, kLabel, kSeparator };
  Kind kind = Kind::kPiece;
  size_t from = 0, to = 0;
  const CreditLabel* label = nullptr;  // kLabel
  char32_t separator = 0;              // kSeparator: one of / | : ; , 、 ( ) [ ] or 和
  bool spaced = false;                 // white space stands before it
};

// nullopt if a character stands there that no line of credits holds (a full
// stop, a quotation mark).
std::optional<std::vector<CreditToken>> CutIntoCreditTokens(std::u32string_view text, size_t from, size_t to);

}  // namespace broadsheet::ingest
