#include "ingest_service/parser/classify/jump.h"

#include <re2/re2.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/text/utf8.h"
#include "ingest_service/parser/profiles/latin_patterns.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

re2::StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }

// The unit's part [from, to) without white space at its ends; empty: there is none.
TextUnit PartOf(const TextUnit& unit, size_t from, size_t to) {
  const std::string_view text = unit.passage.text;
  while (from < to) {
    size_t next = from;
    if (!IsSpace(NextCharacter(text, next))) break;
    from = next;
  }
  size_t end = from;
  for (size_t at = from; at < to;) {
    if (!IsSpace(NextCharacter(text, at))) end = at;
  }
  TextUnit part = unit;
  part.passage = unit.passage.Part(from, end);
  part.lost_tail = false;
  return part;
}

}  // namespace

std::optional<Jump> FindJump(std::string_view line) {
  // Cheap tests before the patterns: most lines have none of these words.
  const bool chinese = line.find("转") != line.npos || line.find("接") != line.npos || line.find("轉") != line.npos;
  const bool latin = !chinese && HasLatinEdge(line);
  if (!chinese && !latin) return std::nullopt;
  static const RE2* const kChinese = new RE2(
      "([（(【\\[▲▶→]?\\s*(?:(紧?下[转轉])|(?:紧?上接))\\s*第?\\s*([A-Za-z]?[0-9０-９〇一二三四五六七八九十]{0,3})\\s*["
      "版页頁]?"
      "(?:\\s*[·《“][^。（）]{0,30})?\\s*[）)】\\]]?)");
  static const RE2* const kLatin = new RE2(absl::StrCat(
      "(?i)([(\\[]?(?:\\b(", AnyOfProfiles([](const LatinProfile& p) { return p.continued_on; }), ")|\\b",
      AnyOfProfiles([](const LatinProfile& p) { return p.continued_from; }), ")\\s+([a-z]?[0-9]{1,3})[)\\]]?\\.?)"));
  re2::StringPiece whole, onward, page;
  if (!RE2::PartialMatch(Piece(line), latin ? *kLatin : *kChinese, &whole, &onward, &page)) return std::nullopt;
  Jump jump;
  jump.start = static_cast<size_t>(whole.data() - line.data());
  jump.end = jump.start + whole.size();
  jump.onward = !onward.empty();
  jump.page = page.as_string();
  const bool at_edge = jump.onward ? WithoutSpace(line.substr(jump.end)).size() <= 3
                                   : WithoutSpace(line.substr(0, jump.start)).size() <= 3;
  const bool marked =
      latin || whole.find("版") != whole.npos || whole.find("页") != whole.npos || whole.find("頁") != whole.npos;
  if (!at_edge || !marked) return std::nullopt;
  return jump;
}

std::optional<Jump> WholeJump(std::string_view line) {
  const std::optional<Jump> jump = FindJump(line);
  if (!jump) return std::nullopt;
  const bool whole =
      WithoutSpace(line).size() == WithoutSpace(line.substr(jump->start, jump->end - jump->start)).size();
  return whole ? jump : std::nullopt;
}

namespace {

// `（上接第1版）…（下转第3版）` holds two.
void Separate(TextUnit unit, std::vector<TextUnit>& separated) {
  const std::optional<Jump> jump = FindJump(unit.passage.text);
  if (!jump) {
    separated.push_back(std::move(unit));
    return;
  }
  TextUnit before = PartOf(unit, 0, jump->start);
  TextUnit after = PartOf(unit, jump->end, unit.passage.text.size());
  if (!before.passage.empty()) Separate(std::move(before), separated);
  separated.push_back(PartOf(unit, jump->start, jump->end));
  if (!after.passage.empty()) Separate(std::move(after), separated);
}

}  // namespace

void SeparateJumps(std::vector<TextUnit>& units) {
  std::vector<TextUnit> separated;
  separated.reserve(units.size());
  for (TextUnit& unit : units) Separate(std::move(unit), separated);
  units = std::move(separated);
}

std::string PageNumber(std::string_view printed) {
  static constexpr std::u32string_view kHanDigits = U"〇一二三四五六七八九";
  std::string number;
  int value = 0;
  for (size_t at = 0; at < printed.size();) {
    const char32_t c = NextCharacter(printed, at);
    if (c >= U'0' && c <= U'9') {
      value = value * 10 + static_cast<int>(c - U'0');
    } else if (c >= U'０' && c <= U'９') {
      value = value * 10 + static_cast<int>(c - U'０');
    } else if (c == U'十') {
      value = (value == 0 ? 1 : value) * 10;
    } else if (const size_t digit = kHanDigits.find(c); digit != kHanDigits.npos) {
      value += static_cast<int>(digit);
    } else if (c < 0x7F && !IsSpace(c)) {
      number += static_cast<char>(c & ~0x20);
    }
  }
  return value == 0 ? number : number + std::to_string(value);
}

}  // namespace broadsheet::ingest
