// Tells which lines of a page are one paragraph that was wrapped at a width.
#pragma once

#include <string_view>
#include <vector>

#include "ingest_service/parser/text/lines.h"

namespace broadsheet::ingest {

using LineIterator = std::vector<TextLine>::const_iterator;

struct Wrapping {
  std::vector<bool> joined;   // for each line, whether the next one goes on with its paragraph
  bool full_columns = false;  // the page is wrapped, and columns end with full lines
};

// The lines of a page [begin, end). A page shows that it is wrapped by runs of lines of one width;
// where paragraphs are indented, that tells text from headlines that happen to
// be as wide.
Wrapping FindWrapping(std::string_view decoded, LineIterator begin, LineIterator end);

}  // namespace broadsheet::ingest
