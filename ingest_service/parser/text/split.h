// The decoded text as pages, blocks, and the lines that belong together.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "ingest_service/parser/text/lines.h"
#include "ingest_service/parser/text/passage.h"

namespace broadsheet::ingest {

// One paragraph, or one line that is none: what classification labels.
struct TextUnit {
  Passage passage;  // never empty; white space at both ends removed
  int page = 0;     // from 0; form feeds separate pages
  int block = 0;    // from 0, over the whole upload; empty lines separate blocks, and indentations where they set off
  bool indented = false;   // the first line is
  bool lost_tail = false;  // a repetition was cut off its end: what it said there is lost
};

struct SplitText {
  std::vector<PageExtent> pages;  // at least one
  std::vector<TextUnit> units;    // in the order of the text
};

// One past the last unit of the page that units[first] stands on; `first` is in range.
size_t EndOfPage(const std::vector<TextUnit>& units, size_t first);

// Could be a line of a headline by its length and its end: short, and no sentence
// ends behind it.
bool MayBeHeadLine(std::string_view text);

// A short line that ends no sentence stands right under the unit, in its block:
// the two are lines of one headline, whatever the unit looks like.
bool HasLineUnder(const std::vector<TextUnit>& units, size_t i);

// Lines that were wrapped at a fixed width are joined again, page by page.
// Every byte that is not white space is in exactly one unit.
SplitText Split(std::string_view decoded);

}  // namespace broadsheet::ingest
