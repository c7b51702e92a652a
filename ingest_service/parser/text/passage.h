// Text cut out of the decoded upload that still knows where it came from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::ingest {

// A part of a passage and the decoded bytes it is equal to.
struct PassageRun {
  size_t start, end;  // in the decoded text
  size_t at;          // in the passage's text
};

// Runs in the order of the text. Bytes of `text` under no run were supplied by
// a join (a space between two Latin words).
struct Passage {
  std::string text;
  std::vector<PassageRun> runs;

  // decoded[start, end), made one run with the last one if it touches it.
  void Append(std::string_view decoded, size_t start, size_t end);
  void Append(const Passage& other);
  // A space that no byte of the upload stands for.
  void AppendSpace() { text += ' '; }

  // Takes the last byte off: a character of the layout, not of the text.
  void DropLastByte();

  // The part [from, to) of the text; both at character boundaries.
  Passage Part(size_t from, size_t to) const;

  // Where the first byte stands in the decoded text, and one past the last.
  size_t start() const { return runs.front().start; }
  size_t end() const { return runs.back().end; }
  bool empty() const { return runs.empty(); }
};

}  // namespace broadsheet::ingest
