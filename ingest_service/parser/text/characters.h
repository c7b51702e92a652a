// What the parser asks about characters and the ends of lines.
#pragma once

#include <string>
#include <string_view>

namespace broadsheet::ingest {

// First and last character that is not white space; 0: there is none.
char32_t FirstCharacter(std::string_view text);
char32_t LastCharacter(std::string_view text);

// 。！？…; and their half-width forms.
bool IsSentenceEnd(char32_t c);
// ，、；：and the like: a sentence goes on behind it.
bool IsClauseMark(char32_t c);
bool IsClosing(char32_t c);
bool IsOpening(char32_t c);
bool IsLatinLetter(char32_t c);

// The text ends as a sentence does: with a sentence end, perhaps inside closing
// quotes and brackets.
bool EndsSentence(std::string_view text);

// EndsSentence, or with a remark in brackets behind a sentence's end: how texts
// end, （完）, （顾宁）.
bool EndsText(std::string_view text);

// Marks that lack their other half, of whatever kind: any closing mark closes the
// last open one.
struct Unpaired {
  int closing = 0, opening = 0;

  int count() const { return closing + opening; }
  // Of a text and the one behind it.
  Unpaired operator+(const Unpaired& behind) const;
};
Unpaired UnpairedIn(std::string_view text);

// Opening marks without their closing one, plus closing ones without theirs.
inline int UnpairedMarks(std::string_view text) { return UnpairedIn(text).count(); }

// Columns on a fixed-width display: two for wide characters.
int ColumnsOf(std::string_view text);
// Columns of what a line break cannot divide at the start of the text.
int FirstWordColumns(std::string_view text);
// Whether two lines are joined with a space: Latin letters or digits meet, and
// not inside a number of a Chinese text.
bool NeedsSpace(std::string_view before, std::string_view after);

// Whether a word of Latin letters was divided at the line's end: `traf-`, `fic`.
bool IsDividedWord(std::string_view before, std::string_view after);

// The text without any white space.
std::string WithoutSpace(std::string_view text);

}  // namespace broadsheet::ingest
