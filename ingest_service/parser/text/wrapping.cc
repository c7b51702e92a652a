#include "ingest_service/parser/text/wrapping.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

// Columns that a line may stay short of the measure for the sake of
// punctuation that must not begin a line.
constexpr int kRagged = 3;
// Lines narrower than this are not taken for wrapped text.
constexpr int kLeastMeasure = 16;
// A page is wrapped if so many times three full lines follow each other without
// an indentation, and if they are that share of all places where three lines
// do. Two do not tell, unless the first is indented: the lines of a headline are
// made equally long.
constexpr int kLeastFullRuns = 2;
constexpr double kLeastFullShare = 0.3;
// Full lines in a row, none of them indented, that are text and no headline.
constexpr int kLeastFullLines = 3;
// A page indents its paragraphs if so many lines of it are indented, and if
// they are that share of the lines behind one that ends a sentence.
constexpr int kLeastIndented = 3;
constexpr double kLeastIndentedShare = 0.6;

bool InOneBlock(const TextLine& a, const TextLine& b) { return a.block == b.block; }

// The width that most lines with another one below them come close to; 0: none.
int CommonWidth(LineIterator begin, LineIterator end) {
  std::vector<int> widths;
  for (auto line = begin; line != end && line + 1 != end; ++line) {
    if (InOneBlock(*line, line[1]) && line->width >= kLeastMeasure) widths.push_back(line->width);
  }
  std::sort(widths.begin(), widths.end());
  int best = 0;
  size_t best_count = 0;
  for (size_t first = 0, i = 0; i < widths.size(); ++i) {
    while (widths[i] - widths[first] > kRagged) ++first;
    if (i - first + 1 >= best_count) best_count = i - first + 1, best = widths[i];
  }
  return best;
}

// Most of the page's text stands in lines of whole paragraphs, which no measure
// holds: the lines that are as wide as each other are those of a list or a poem.
bool HoldsParagraphLines(LineIterator begin, LineIterator end, int width) {
  int full = 0, paragraphs = 0;  // columns
  for (auto line = begin; line != end; ++line) {
    if (line->width > 2 * width) {
      paragraphs += line->width;
    } else if (std::abs(line->width - width) <= kRagged) {
      full += line->width;
    }
  }
  return paragraphs > full;
}

// The width that the page's text was wrapped at; 0: it was not.
int MeasureOf(LineIterator begin, LineIterator end) {
  const int width = CommonWidth(begin, end);
  if (width == 0) return 0;
  const auto is_full = [&](const TextLine& line) { return std::abs(line.width - width) <= kRagged; };
  int runs = 0, places = 0;
  for (auto line = begin; end - line >= 3; ++line) {
    if (!InOneBlock(*line, line[2]) || line[1].indented || line[2].indented) continue;
    ++places;
    runs += is_full(*line) && is_full(line[1]) && (is_full(line[2]) || line->indented);
  }
  const bool wrapped = runs >= kLeastFullRuns && runs >= kLeastFullShare * places;
  return wrapped && !HoldsParagraphLines(begin, end, width) ? width : 0;
}

class WrappingFinder {
 public:
  WrappingFinder(std::string_view decoded, LineIterator begin, LineIterator end)
      : decoded_(decoded), begin_(begin), end_(end), measure_(MeasureOf(begin, end)), joined_(end - begin) {}

  Wrapping Find() {
    if (measure_ == 0) return {std::move(joined_)};
    const bool indents = IndentsParagraphs();
    full_columns_ = indents && ColumnsEndFull();
    for (auto line = begin_; line != end_;) {
      const auto stretch = EndOfStretch(line);
      if (indents) {
        JoinStretch(line, stretch);
      } else {
        JoinFull(line, stretch);
      }
      line = stretch;
    }
    return {std::move(joined_), full_columns_};
  }

 private:
  bool EndsSentenceAt(LineIterator line) const { return EndsText(TextOf(decoded_, *line)); }

  bool IndentsParagraphs() const {
    int behind = 0, indented = 0;
    for (auto line = begin_; line != end_ && line + 1 != end_; ++line) {
      if (!EndsSentenceAt(line) || line->width + kRagged >= measure_) continue;
      ++behind;
      indented += line[1].indented;
    }
    return indented >= kLeastIndented && indented >= kLeastIndentedShare * behind;
  }

  // No column ends within a line: hardly a text line that stops short of the width
  // and in mid-sentence is followed by other text.
  bool ColumnsEndFull() const {
    int short_ends = 0;
    for (auto line = begin_; end_ - line > kLeastFullLines + 1; ++line) {
      const auto text = line + 2;
      const bool stops = IsFull(line, line + 1) && !IsFull(line + 1, text) && !EndsSentenceAt(line + 1);
      if (!stops || line[1].indented || text->indented || !InOneBlock(*line, *text)) continue;
      short_ends += EndOfFull(text, EndOfStretch(text)) - text >= kLeastFullLines;
    }
    return short_ends <= kMostShortEnds;
  }

  // One past the lines from `line` on up to an indented one or the block's end.
  LineIterator EndOfStretch(LineIterator line) const {
    const auto ends = [&](const TextLine& next) { return next.indented || !InOneBlock(*line, next); };
    return std::find_if(line + 1, end_, ends);
  }

  // The line leaves no room for the next one's first word.
  bool IsFull(LineIterator line, LineIterator next) const {
    if (line->width > measure_ + kRagged) return false;
    return line->width + std::max(kRagged, FirstWordColumns(TextOf(decoded_, *next)) + 1) >= measure_;
  }

  // One past the full lines from `line` on; at most the stretch's last line.
  LineIterator EndOfFull(LineIterator line, LineIterator stretch) const {
    while (line + 1 != stretch && IsFull(line, line + 1)) ++line;
    return line;
  }

  void Join(LineIterator from, LineIterator to) {
    for (; from != to; ++from) joined_[from - begin_] = true;
  }

  void JoinFull(LineIterator line, LineIterator stretch) {
    if (IsHeadWithDeck(line, stretch)) return;
    for (; line + 1 != stretch; ++line) joined_[line - begin_] = IsFull(line, line + 1);
  }

  // A few lines, one of them a deck's: ——…
  bool IsHeadWithDeck(LineIterator line, LineIterator stretch) const {
    if (stretch - line > kMostHeadLines || EndsSentenceAt(stretch - 1)) return false;
    return std::any_of(line + 1, stretch, [&](const TextLine& l) { return TextOf(decoded_, l).starts_with("——"); });
  }

  // A paragraph, and what stands between it and the next indented line: the
  // column's next text, headlines, bylines.
  void JoinStretch(LineIterator line, LineIterator stretch) {
    for (bool first = true; line != stretch; first = false) {
      auto last = EndOfFull(line, stretch);
      const bool is_text =
          (first && line->indented) || last - line >= kLeastFullLines || (last + 1 == stretch && EndsSentenceAt(last));
      if (is_text) {
        last = EndOfText(line, last, stretch);
        Join(line, last);
      }
      line = (is_text ? last : line) + 1;
    }
  }

  // The text's last line if its full lines reach up to `last`. Where columns end
  // full, a short line in which no sentence ends is a headline's; full ones above
  // it may be, too.
  LineIterator EndOfText(LineIterator line, LineIterator last, LineIterator stretch) const {
    if (EndsSentenceAt(last)) return last;
    const bool goes_on = last + 1 == stretch && (stretch == end_ || !stretch->indented || !InOneBlock(*last, *stretch));
    if (goes_on) return last;
    for (auto end = last; last - end <= kMostHeadLines && end != line; --end) {
      if (EndsSentenceAt(end)) return end;
    }
    return full_columns_ && last != line && last + 1 != stretch ? last - 1 : last;
  }

  static constexpr int kMostHeadLines = 3;
  static constexpr int kMostShortEnds = 1;

  const std::string_view decoded_;
  const LineIterator begin_, end_;
  const int measure_;
  bool full_columns_ = false;
  std::vector<bool> joined_;
};

}  // namespace

Wrapping FindWrapping(std::string_view decoded, LineIterator begin, LineIterator end) {
  return WrappingFinder(decoded, begin, end).Find();
}

}  // namespace broadsheet::ingest
