// A folded text that knows where it came from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

// A part of a folded text up to the next one's begin: one run, or characters
// that each folded by itself to as many bytes as it had.
struct FoldedStretch {
  uint32_t begin = 0;    // in the folded text
  uint32_t is_run : 1;   // one run
  uint32_t source : 31;  // where it begins in the source
};

// A folded text that somebody else holds.
class FoldedView {
 public:
  // The stretches begin with the text; the last ends at `source_size`.
  FoldedView(std::string_view text, std::span<const FoldedStretch> stretches, size_t source_size)
      : text_(text), stretches_(stretches), source_size_(source_size) {}

  std::string_view text() const { return text_; }

  // The source range of the smallest run that folded to the byte at `at` of
  // text(): where it begins, and one past its end. at < text().size().
  size_t SourceStart(size_t at) const;
  size_t SourceEnd(size_t at) const;

 private:
  const FoldedStretch& StretchAt(size_t at) const;

  std::string_view text_;
  std::span<const FoldedStretch> stretches_;
  size_t source_size_;
};

// Holds it.
class FoldedText {
 public:
  const std::string& text() const { return text_; }
  const std::vector<FoldedStretch>& stretches() const { return stretches_; }
  FoldedView view() const { return {text_, stretches_, source_end_}; }

  // Adds what source[start, end) folded to; to be called in order, without
  // gaps. Characters of one run are added one by one with the same range.
  void Add(char32_t character, size_t start, size_t end);
  void Reserve(size_t bytes) { text_.reserve(bytes); }

 private:
  std::string text_;
  std::vector<FoldedStretch> stretches_;
  size_t source_end_ = 0;
};

}  // namespace broadsheet
