// A folded text that knows where it came from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

// Takes a few bytes more than the text itself. Immutable once built.
class FoldedText {
 public:
  const std::string& text() const { return text_; }

  // The source range of the smallest run that folded to the byte at `at` of
  // text(): where it begins, and one past its end. at < text().size().
  size_t SourceStart(size_t at) const;
  size_t SourceEnd(size_t at) const;

  // Memory that it holds, beyond itself.
  size_t ExtraBytes() const { return text_.capacity() + stretches_.capacity() * sizeof(Stretch); }

  // Adds what source[start, end) folded to; to be called in order, without
  // gaps. Characters of one run are added one by one with the same range.
  void Add(char32_t character, size_t start, size_t end);
  void Reserve(size_t bytes) { text_.reserve(bytes); }
  void ShrinkToFit();

 private:
  // A part of the text up to the next one's begin: one run, or characters that
  // each folded by itself to as many bytes as it had.
  struct Stretch {
    uint32_t begin = 0;    // in the text
    uint32_t is_run : 1;   // one run
    uint32_t source : 31;  // where it begins in the source
  };
  const Stretch& StretchAt(size_t at) const;

  std::string text_;
  std::vector<Stretch> stretches_;
  size_t source_end_ = 0;
};

}  // namespace broadsheet
