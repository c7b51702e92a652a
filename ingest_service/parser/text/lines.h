// The lines of the decoded text, before any are joined.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace broadsheet::ingest {

// One line that holds more than white space.
struct TextLine {
  size_t start = 0, end = 0;  // in the decoded text, without white space at the line's ends
  int page = 0;               // from 0; form feeds separate pages
  int block = 0;              // from 0, over the whole upload; empty lines separate blocks
  int gap = 0;                // empty lines before it
  int width = 0;              // columns, the indentation's with them: two for a wide character
  bool indented = false;
};

struct PageExtent {
  size_t start = 0, end = 0;  // in the decoded text, without the form feed
  // Wrapped text runs on from one column into the next: no empty lines divide
  // them, and columns end with a full line.
  bool runs_on = false;
};

struct TextLines {
  std::vector<PageExtent> pages;  // at least one
  std::vector<TextLine> lines;    // in the order of the text
};

TextLines ReadLines(std::string_view decoded);

// The characters of the line.
inline std::string_view TextOf(std::string_view decoded, const TextLine& line) {
  return decoded.substr(line.start, line.end - line.start);
}

}  // namespace broadsheet::ingest
