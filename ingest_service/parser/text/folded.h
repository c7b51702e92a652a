// Text made ready for matching, with the way back to the printed bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::ingest {

// Bytes [start, end) of the text that a function was given.
struct ByteRange {
  size_t start = 0, end = 0;

  bool operator==(const ByteRange&) const = default;
};

// One character for each character of the source: full-width ASCII made
// half-width, traditional characters simplified, white space of any kind a
// space, brackets 【〔［ made [, name dots ・•‧ made ·. Bytes that are no text
// become U+FFFD.
struct Folded {
  std::u32string text;
  std::vector<uint32_t> offset;  // of each character in the source, and of its end

  ByteRange Bytes(size_t from, size_t to) const { return {offset[from], offset[to]}; }
};

// Sources of 4 GiB and more are cut there.
Folded FoldForMatching(std::string_view source);

}  // namespace broadsheet::ingest
