// Pointers between the pages of an issue: 下转第3版, 上接第1版.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest_service/parser/text/split.h"

namespace broadsheet::ingest {

// A pointer to or from another page at the end or the start of a line.
struct Jump {
  size_t start = 0, end = 0;  // in the line, with its brackets
  bool onward = false;        // 下转: the text goes on there; otherwise 上接
  std::string page;           // as printed; empty if the extraction lost it
};
std::optional<Jump> FindJump(std::string_view line);

// The jump that is the whole line.
std::optional<Jump> WholeJump(std::string_view line);

// The whole line says where more is to be read, and the text over it does not go on
// there: （相关报道见第3版）, （未完待续）.
bool IsPointer(std::string_view line);

// Makes each jump at the end or the start of a unit a unit of its own.
void SeparateJumps(std::vector<TextUnit>& units);

// A page's printed number in one form for all: 03, ３ and 三 are 3; A03 is A3.
std::string PageNumber(std::string_view printed);

}  // namespace broadsheet::ingest
