#include "ingest_service/parser/text/split.h"

#include <algorithm>

#include "common/text/utf8.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

struct Line {
  size_t start = 0, end = 0;  // without white space at its ends
  int page = 0, block = 0, gap = 0;
  int width = 0;  // columns, the indentation's with them: two for a wide character
  bool indented = false;
};

// Columns that a line may stay short of the measure for the sake of
// punctuation that must not begin a line.
constexpr int kRagged = 3;
// Lines narrower than this are not taken for wrapped text.
constexpr int kLeastMeasure = 16;
// A page is wrapped if so many times three full lines follow each other, and if
// they are that share of all places where three lines do. Two do not tell: the
// lines of a headline are made equally long.
constexpr int kLeastFullRuns = 2;
constexpr double kLeastFullShare = 0.3;

// Columns of the deepest indentation of a paragraph; what is indented more is centred.
constexpr int kDeepestIndent = 4;

// Columns of the longest line of a headline.
constexpr int kLongestLine = 90;

bool IsLineEnd(char32_t c) { return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029 || c == '\f'; }

class LineReader {
 public:
  explicit LineReader(std::string_view decoded) : decoded_(decoded) { pages_.push_back({0, 0}); }

  void Read() {
    size_t begin = 0;
    for (size_t at = 0; at < decoded_.size();) {
      const size_t here = at;
      const char32_t c = NextCharacter(decoded_, at);
      if (!IsLineEnd(c)) continue;
      if (c == '\r' && at < decoded_.size() && decoded_[at] == '\n') ++at;
      AddLine(begin, here);
      begin = at;
      if (c == '\f') BreakPage(here, at);
    }
    AddLine(begin, decoded_.size());
    pages_.back().end = decoded_.size();
  }

  std::vector<Line>& lines() { return lines_; }
  std::vector<PageExtent>& pages() { return pages_; }

 private:
  void BreakPage(size_t feed, size_t next) {
    pages_.back().end = feed;
    pages_.push_back({next, next});
    ++gap_;
  }

  void AddLine(size_t begin, size_t end) {
    Line line;
    bool seen = false;
    int indent = 0;
    for (size_t at = begin; at < end;) {
      const size_t here = at;
      const char32_t c = NextCharacter(decoded_, at);
      if (IsSpace(c)) {
        if (!seen) indent += c == 0x3000 || c == '\t' ? 2 : 1;
        continue;
      }
      if (!seen) line.start = here;
      seen = true;
      line.end = at;
    }
    if (!seen) {
      gap_ += 1;
      return;
    }
    if (gap_ > 0 && !lines_.empty()) ++block_;
    line.page = static_cast<int>(pages_.size()) - 1;
    line.block = block_;
    line.gap = gap_;
    line.indented = indent >= 2;
    line.width = std::min(indent, kDeepestIndent) + ColumnsOf(decoded_.substr(line.start, line.end - line.start));
    gap_ = 0;
    lines_.push_back(line);
  }

  std::string_view decoded_;
  std::vector<Line> lines_;
  std::vector<PageExtent> pages_;
  int block_ = 0, gap_ = 0;
};

using LineIterator = std::vector<Line>::const_iterator;

bool InOneBlock(const Line& a, const Line& b) { return a.block == b.block; }

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

// The width that the page's text was wrapped at; 0: it was not.
int MeasureOf(LineIterator begin, LineIterator end) {
  const int width = CommonWidth(begin, end);
  if (width == 0) return 0;
  const auto is_full = [&](const Line& line) { return std::abs(line.width - width) <= kRagged; };
  int runs = 0, places = 0;
  for (auto line = begin; end - line >= 3; ++line) {
    if (!InOneBlock(*line, line[2])) continue;
    ++places;
    runs += is_full(*line) && is_full(line[1]) && is_full(line[2]) && !line[1].indented && !line[2].indented;
  }
  return runs >= kLeastFullRuns && runs >= kLeastFullShare * places ? width : 0;
}

bool GoesOn(std::string_view decoded, const Line& line, const Line& next, int measure) {
  if (measure == 0 || next.block != line.block || next.indented || line.width > measure + kRagged) return false;
  const std::string_view begin = decoded.substr(next.start, next.end - next.start);
  return line.width + std::max(kRagged, FirstWordColumns(begin) + 1) >= measure;
}

void AppendLine(std::string_view decoded, const Line& line, Passage& passage) {
  const std::string_view text = decoded.substr(line.start, line.end - line.start);
  if (IsDividedWord(passage.text, text)) {
    passage.DropLastByte();
  } else if (!passage.text.empty() && NeedsSpace(passage.text, text)) {
    passage.AppendSpace();
  }
  passage.Append(decoded, line.start, line.end);
}

void AddUnits(std::string_view decoded, LineIterator begin, LineIterator end, std::vector<TextUnit>& units) {
  const int measure = MeasureOf(begin, end);
  for (auto line = begin; line != end;) {
    TextUnit& unit = units.emplace_back();
    unit.page = line->page;
    unit.block = line->block;
    unit.gap = line->gap;
    unit.indented = line->indented;
    AppendLine(decoded, *line, unit.passage);
    for (auto next = line + 1;; ++next, ++line) {
      if (next == end || !GoesOn(decoded, *line, *next, measure)) {
        line = next;
        break;
      }
      AppendLine(decoded, *next, unit.passage);
    }
  }
}

}  // namespace

bool HasLineUnder(const std::vector<TextUnit>& units, size_t i) {
  if (i + 1 >= units.size() || units[i + 1].block != units[i].block) return false;
  const std::string_view under = units[i + 1].passage.text;
  return ColumnsOf(under) <= kLongestLine && !EndsSentence(under);
}

SplitText Split(std::string_view decoded) {
  LineReader reader(decoded);
  reader.Read();
  SplitText split;
  split.pages = std::move(reader.pages());
  const std::vector<Line>& lines = reader.lines();
  for (auto begin = lines.begin(); begin != lines.end();) {
    const auto end = std::find_if(begin, lines.end(), [&](const Line& line) { return line.page != begin->page; });
    AddUnits(decoded, begin, end, split.units);
    begin = end;
  }
  return split;
}

}  // namespace broadsheet::ingest
