#include "ingest_service/parser/text/split.h"

#include <algorithm>

#include "ingest_service/parser/text/characters.h"
#include "ingest_service/parser/text/wrapping.h"

namespace broadsheet::ingest {
namespace {

// Columns of the longest line of a headline.
constexpr int kLongestLine = 90;
// A page sets its paragraphs off by indenting them if so many of its texts are
// indented, and if they are that share of all.
constexpr int kLeastIndented = 3;
constexpr double kLeastIndentedShare = 0.5;

// Lines for each block of a page that empty lines do not divide.
constexpr int kDenseLines = 40;

using UnitIterator = std::vector<TextUnit>::iterator;

void AppendLine(std::string_view decoded, const TextLine& line, Passage& passage) {
  const std::string_view text = TextOf(decoded, line);
  if (IsDividedWord(passage.text, text)) {
    passage.DropLastByte();
  } else if (!passage.text.empty() && NeedsSpace(passage.text, text)) {
    passage.AppendSpace();
  }
  passage.Append(decoded, line.start, line.end);
}

// Adds the units of one page; returns whether its text runs on between columns.
bool AddUnits(std::string_view decoded, LineIterator begin, LineIterator end, std::vector<TextUnit>& units) {
  const Wrapping wrapping = FindWrapping(decoded, begin, end);
  for (auto line = begin; line != end; ++line) {
    if (line == begin || !wrapping.joined[line - begin - 1]) {
      units.push_back({{}, line->page, line->block, line->indented});
    }
    AppendLine(decoded, *line, units.back().passage);
  }
  const int blocks = (end - 1)->block - begin->block + 1;
  return wrapping.full_columns && end - begin > kDenseLines * blocks;
}

// A short question or exclamation may be a line of a headline.
bool IsText(const TextUnit& unit) {
  constexpr int kLongestQuestion = 44;  // columns
  const std::string_view text = unit.passage.text;
  const char32_t last = LastCharacter(text);
  const bool question = last == U'？' || last == U'！' || last == U'?' || last == U'!';
  return !MayBeHeadLine(text) && !(question && ColumnsOf(text) <= kLongestQuestion);
}

bool IndentsParagraphs(UnitIterator begin, UnitIterator end) {
  int texts = 0, indented = 0;
  for (auto unit = begin; unit != end; ++unit) {
    if (!IsText(*unit)) continue;
    ++texts;
    indented += unit->indented;
  }
  return indented >= kLeastIndented && indented >= kLeastIndentedShare * texts;
}

// Where paragraphs are indented, an indentation says what an empty line says
// elsewhere: a block ends before each indented unit and behind each text.
// Returns how many blocks more there are.
int DivideBlocks(UnitIterator begin, UnitIterator end) {
  if (!IndentsParagraphs(begin, end)) return 0;
  int added = 0, block = begin->block;
  for (auto unit = begin + 1; unit < end; ++unit) {
    const bool divides = unit->indented || unit[-1].indented || IsText(unit[-1]);
    added += unit->block == block && divides;
    block = unit->block;
    unit->block += added;
  }
  return added;
}

}  // namespace

size_t EndOfPage(const std::vector<TextUnit>& units, size_t first) {
  size_t end = first;
  while (end < units.size() && units[end].page == units[first].page) ++end;
  return end;
}

bool MayBeHeadLine(std::string_view text) { return ColumnsOf(text) <= kLongestLine && !EndsSentence(text); }

bool HasLineUnder(const std::vector<TextUnit>& units, size_t i) {
  return i + 1 < units.size() && units[i + 1].block == units[i].block && MayBeHeadLine(units[i + 1].passage.text);
}

SplitText Split(std::string_view decoded) {
  TextLines read = ReadLines(decoded);
  SplitText split;
  split.pages = std::move(read.pages);
  int added = 0;
  for (LineIterator begin = read.lines.begin(), last = read.lines.end(); begin != last;) {
    const auto end = std::find_if(begin, last, [&](const TextLine& line) { return line.page != begin->page; });
    const size_t first = split.units.size();
    split.pages[begin->page].runs_on = AddUnits(decoded, begin, end, split.units);
    for (size_t i = first; i < split.units.size(); ++i) split.units[i].block += added;
    added += DivideBlocks(split.units.begin() + first, split.units.end());
    begin = end;
  }
  return split;
}

}  // namespace broadsheet::ingest
