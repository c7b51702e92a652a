#include "ingest_service/parser/text/characters.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <utility>

#include "common/text/utf8.h"

namespace broadsheet::ingest {
namespace {

constexpr std::u32string_view kSentenceEnds = U"。！？…．.!?︒";
constexpr std::u32string_view kClauseMarks = U"，、；：,;:—～·";
constexpr std::u32string_view kOpeners = U"“‘（《〈「『【〔［([{«";
constexpr std::u32string_view kClosers = U"”’）》〉」』】〕］)]}»";

bool IsDigit(char32_t c) { return c >= '0' && c <= '9'; }
bool IsAlphanumeric(char32_t c) { return IsLatinLetter(c) || IsDigit(c); }

bool IsWide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
         (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x20000 && c <= 0x3FFFD) || (c >= 0x2010 && c <= 0x2027) || c == 0xB7 ||
         (c >= 0x25A0 && c <= 0x25FF);
}

// Moves `at` to the character before it.
char32_t PreviousCharacter(std::string_view text, size_t& at) {
  do {
    --at;
  } while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
  size_t next = at;
  return NextCharacter(text, next);
}

bool IsCapital(char32_t c) { return c >= 'A' && c <= 'Z'; }

// Bytes of a word, number or address that a line end may divide.
constexpr size_t kLongestRun = 64;

// The end of a text up to a wide character or white space, and the start.
std::string_view LastNarrow(std::string_view text) {
  size_t from = text.size();
  for (size_t at = from; at > 0 && text.size() - at < kLongestRun; from = at) {
    const char32_t c = PreviousCharacter(text, at);
    if (IsWide(c) || IsSpace(c)) break;
  }
  return text.substr(from);
}
std::string_view FirstNarrow(std::string_view text) {
  size_t to = 0;
  for (size_t at = 0; at < std::min(text.size(), kLongestRun); to = at) {
    const char32_t c = NextCharacter(text, at);
    if (IsWide(c) || IsSpace(c)) break;
  }
  return text.substr(0, to);
}

bool IsWord(std::string_view run) {
  return run.size() > 1 && std::all_of(run.begin(), run.end(), [](char c) { return IsLatinLetter(c); });
}
bool IsAcronym(std::string_view run) {
  return std::all_of(run.begin(), run.end(), [](char c) { return IsCapital(c); });
}

// A line end of a Chinese text stands inside a number or a code, not between
// words: 5, G基站; GD, P能耗; www.exam, ple.com.
bool DividesRun(std::string_view before, std::string_view after) {
  const std::string_view last = LastNarrow(before), first = FirstNarrow(after);
  const char32_t outer_left = LastCharacter(before.substr(0, before.size() - last.size()));
  const char32_t outer_right = FirstCharacter(after.substr(first.size()));
  const bool chinese = IsWide(outer_left) || IsWide(outer_right);
  return chinese && !(IsWord(last) && IsWord(first) && !(IsAcronym(last) && IsAcronym(first)));
}

}  // namespace

char32_t FirstCharacter(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const char32_t c = NextCharacter(text, at);
    if (!IsSpace(c)) return c;
  }
  return 0;
}

char32_t LastCharacter(std::string_view text) {
  for (size_t at = text.size(); at > 0;) {
    const char32_t c = PreviousCharacter(text, at);
    if (!IsSpace(c)) return c;
  }
  return 0;
}

bool IsSentenceEnd(char32_t c) { return kSentenceEnds.find(c) != std::u32string_view::npos; }
bool IsClauseMark(char32_t c) { return kClauseMarks.find(c) != std::u32string_view::npos; }
bool IsClosing(char32_t c) { return kClosers.find(c) != std::u32string_view::npos; }
bool IsOpening(char32_t c) { return kOpeners.find(c) != std::u32string_view::npos; }

bool IsLatinLetter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

bool EndsSentence(std::string_view text) {
  for (size_t at = text.size(); at > 0;) {
    const char32_t c = PreviousCharacter(text, at);
    if (IsSpace(c) || IsClosing(c)) continue;
    // „…“: German closes with what others open with.
    if (c == U'“' && at > 0 && (text[at - 1] == '.' || text[at - 1] == '!' || text[at - 1] == '?')) return true;
    return IsSentenceEnd(c);
  }
  return false;
}

bool EndsText(std::string_view text) {
  if (EndsSentence(text)) return true;
  for (const auto& [open, close] : {std::pair("（", "）"), std::pair("(", ")")}) {
    if (!text.ends_with(close)) continue;
    const size_t at = text.rfind(open);
    return at != text.npos && (at == 0 || EndsSentence(text.substr(0, at)));
  }
  return false;
}

Unpaired Unpaired::operator+(const Unpaired& behind) const {
  const int paired = std::min(opening, behind.closing);
  return {closing + behind.closing - paired, opening - paired + behind.opening};
}

Unpaired UnpairedIn(std::string_view text) {
  Unpaired unpaired;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = NextCharacter(text, at);
    if (IsOpening(c)) {
      ++unpaired.opening;
    } else if (IsClosing(c)) {
      unpaired = unpaired + Unpaired{1, 0};
    }
  }
  return unpaired;
}

int ColumnsOf(std::string_view text) {
  int columns = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = NextCharacter(text, at);
    columns += IsWide(c) ? 2 : 1;
  }
  return columns;
}

int FirstWordColumns(std::string_view text) {
  int columns = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = NextCharacter(text, at);
    if (IsWide(c)) return columns == 0 ? 2 : columns;
    if (IsSpace(c)) break;
    ++columns;
  }
  return columns;
}

bool NeedsSpace(std::string_view before, std::string_view after) {
  const char32_t last = LastCharacter(before), first = FirstCharacter(after);
  const auto ends_word = [](char32_t c) {
    return IsAlphanumeric(c) || c == ',' || c == '.' || c == ';' || c == ':' || c == '!' || c == '?' || c == ')' ||
           c == '"' || c == '\'' || c == '%';
  };
  const bool meet =
      (ends_word(last) && (IsAlphanumeric(first) || first == '(' || first == '"' || first == '\'' || first == '$')) ||
      (IsAlphanumeric(last) && (first == '&' || first == '-'));
  return meet && !DividesRun(before, after);
}

bool IsDividedWord(std::string_view before, std::string_view after) {
  if (before.size() < 2 || before.back() != '-') return false;
  const char32_t last = LastCharacter(before.substr(0, before.size() - 1)), first = FirstCharacter(after);
  return IsLatinLetter(last) && IsLatinLetter(first) && u_islower(static_cast<UChar32>(last)) &&
         u_islower(static_cast<UChar32>(first));
}

std::string WithoutSpace(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    if (!IsSpace(NextCharacter(text, at))) result.append(text.substr(begin, at - begin));
  }
  return result;
}

}  // namespace broadsheet::ingest
