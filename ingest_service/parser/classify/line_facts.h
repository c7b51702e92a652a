// What a short line says of itself, whatever stands around it.
#pragma once

#include <cstddef>
#include <string_view>

#include "ingest_service/parser/language/title_wording.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {

struct LineFacts {
  explicit LineFacts(std::string_view line);

  size_t length;      // characters without white space
  size_t characters;  // with it
  int columns;        // on a fixed-width display
  int plain;          // visible characters of ASCII
  int commas;         // but for one at its end
  float opening;      // OpeningOf
  Wording wording;
  Unpaired unpaired;
  char32_t first, last;  // but for white space
  bool ends_sentence;
  bool announces_speaker;
  bool names_column, is_deck;
  bool is_notice_title;
  bool is_numbered;  // counts the parts of a text: （一）
  bool has_title_marks;
  bool opens_title;
  bool leans_forward;  // ends with a word that asks for more
  bool leans_back;     // begins with a word that leans on what stands before
};

// How a text begins: as paragraphs do, in nats; from −3 to 3.
float OpeningOf(std::string_view text);

// Could be one of several lines of a headline: short, and no sentence ends in it.
bool IsTitleLike(std::string_view text);

// Opens as headlines do: 【, or a topic and ：.
bool OpensTitle(std::string_view text);

// Holds marks that a headline divides its clauses with: a space, ：, ｜, 【.
bool HasTitleMarks(std::string_view text);

// The text ends with a word that asks for more (的, 在, 和).
bool LeansForward(std::string_view text);

}  // namespace broadsheet::ingest
