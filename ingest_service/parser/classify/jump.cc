#include "ingest_service/parser/classify/jump.h"

#include <re2/re2.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/text/utf8.h"
#include "ingest_service/parser/profiles/latin_patterns.h"
#include "ingest_service/parser/text/characters.h"
#include "ingest_service/parser/text/numbers.h"

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

// What papers set around a pointer, any number of them.
constexpr char kOpen[] = "[（(【\\[▲▶▷►▸→➡>＞》»›<＜《«‹←◀◁◄]*";
constexpr char kClose[] = "[）)】\\]▲▶▷►▸→➡>＞》»›<＜《«‹←◀◁◄]*";

constexpr char kPage[] = "[A-Za-z]?[0-9０-９〇一二三四五六七八九十]{1,3}";
constexpr char kMorePages[] = "(?:[、,，和及/至\\-—]第?[A-Za-z]?[0-9０-９〇一二三四五六七八九十]{1,3})*";
constexpr char kTitle[] = "(?:\\s*[·《“][^。（）]{0,30})?";

// `word` and where it points: with 版 behind the page, whose number may be lost, or
// with `bracketed` and the number in brackets. Captures the pointer and the page
// in either form.
std::string Pointer(const char* word, const char* bracketed) {
  constexpr char kBracket[] = "\\s*[）)】\\]]";
  const std::string pages = absl::StrCat("(", kPage, ")", kMorePages);
  return absl::StrCat("(", kOpen, "\\s*", word, "\\s*第?\\s*(?:", pages, ")?\\s*[版页頁]", kTitle, "\\s*", kClose, "|",
                      "[（(【\\[]\\s*", bracketed, "\\s*", pages, "\\s*[版页頁]?", kTitle, kBracket, ")");
}

std::optional<Jump> Find(const RE2& pattern, std::string_view text, bool onward) {
  re2::StringPiece whole, page, bracketed;
  if (!RE2::PartialMatch(Piece(text), pattern, &whole, &page, &bracketed)) return std::nullopt;
  const size_t start = static_cast<size_t>(whole.data() - text.data());
  return Jump{start, start + whole.size(), onward, (page.empty() ? bracketed : page).as_string()};
}

// The line has `word` behind one of these characters, perhaps with white space between.
bool StandsBehind(std::u32string_view characters, std::string_view word, std::string_view line) {
  for (size_t at = line.find(word); at != line.npos; at = line.find(word, at + 1)) {
    if (characters.find(LastCharacter(line.substr(0, at))) != characters.npos) return true;
  }
  return false;
}

// At the text's end.
std::optional<Jump> FindOnward(std::string_view text) {
  static const RE2* const pattern = new RE2(absl::StrCat(
      Pointer("(?:[紧緊]?下|[紧緊])[转轉]", "(?:(?:[紧緊]?下|[紧緊])[转轉]\\s*第?|[转轉]\\s*第)"), "[。.]?\\s*$"));
  return Find(*pattern, text, true);
}

// At its beginning.
std::optional<Jump> FindBack(std::string_view text) {
  static const RE2* const pattern =
      new RE2(absl::StrCat("^[■◆●]?\\s*", Pointer("[紧緊]?上接", "(?:[紧緊]?上接\\s*第?|接\\s*第)")));
  return Find(*pattern, text, false);
}

std::optional<Jump> FindLatin(std::string_view text) {
  static const RE2* const pattern = new RE2(absl::StrCat(
      "(?i)([(\\[]?(?:\\b(", AnyOfProfiles([](const LatinProfile& p) { return p.continued_on; }), ")|\\b",
      AnyOfProfiles([](const LatinProfile& p) { return p.continued_from; }), ")\\s+([a-z]?[0-9]{1,3})[)\\]]?\\.?)"));
  re2::StringPiece whole, onward, page;
  if (!RE2::PartialMatch(Piece(text), *pattern, &whole, &onward, &page)) return std::nullopt;
  const size_t start = static_cast<size_t>(whole.data() - text.data()), end = start + whole.size();
  const std::string_view rest = onward.empty() ? text.substr(0, start) : text.substr(end);
  if (WithoutSpace(rest).size() > 3) return std::nullopt;
  return Jump{start, end, !onward.empty(), page.as_string()};
}

}  // namespace

std::optional<Jump> FindJump(std::string_view line) {
  // Cheap tests before the patterns: 直接 and 转型 stand in many lines.
  const bool back = StandsBehind(U"上（(【[", "接", line);
  const bool onward = StandsBehind(U"下紧緊（(【[", "转", line) || StandsBehind(U"下紧緊（(【[", "轉", line);
  if (!back && !onward) return HasLatinEdge(line) ? FindLatin(line) : std::nullopt;
  std::optional<Jump> jump;
  if (back) jump = FindBack(line);
  if (!jump && onward) jump = FindOnward(line);
  return jump;
}

std::optional<Jump> WholeJump(std::string_view line) {
  const std::optional<Jump> jump = FindJump(line);
  if (!jump) return std::nullopt;
  const bool whole =
      WithoutSpace(line).size() == WithoutSpace(line.substr(jump->start, jump->end - jump->start)).size();
  return whole ? jump : std::nullopt;
}

bool IsPointer(std::string_view line) {
  constexpr size_t kLongest = 160;  // bytes
  if (line.size() > kLongest) return false;
  static const RE2* const pattern =
      new RE2(absl::StrCat(kOpen,
                           "(?:(?:相[关關]|更多|[详詳][细細情]?|全文|[图圖]文|特[别別]|精彩|后[续續]|[报報][道導]|["
                           "内內]容|新[闻聞]|[评評][论論]|"
                           "[社短][论論]|文章|消息|解[读讀]|[专專][题題]|[专專特]刊|[请請])*[详詳另参參]?[见見]|[（("
                           "【\\[▲▶►→>＞][^。；]{0,24}[见見刊])"
                           "(?:今日|本[报報]|今天)*第?",
                           kPage, "[版页頁]?", kMorePages, "[版页頁](?:[、,，和及至\\-—]第?", kPage, "[版页頁])*",
                           kClose, "|[（(【\\[]?(?:未完待[续續]|待[续續]|未完)[）)】\\]]"));
  // Cheap tests first: each pointer has one of these.
  const auto has = [&](std::string_view character) { return line.find(character) != line.npos; };
  const bool may = has("见") || has("見") || has("刊") || has("待") || has("未");
  return may && RE2::FullMatch(WithoutSpace(line), *pattern);
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
  std::string number;
  for (const char c : printed) {
    if (c >= 'a' && c <= 'z') number += static_cast<char>(c & ~0x20);
    if (c >= 'A' && c <= 'Z') number += c;
  }
  const int value = ParseNumber(printed);
  return value == 0 ? number : number + std::to_string(value);
}

}  // namespace broadsheet::ingest
