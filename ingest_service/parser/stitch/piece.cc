#include "ingest_service/parser/stitch/piece.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "ingest_service/parser/language/paragraph_openings.h"

namespace broadsheet::ingest {
namespace {

constexpr std::u32string_view kStops = U"。！？…!?";
constexpr std::u32string_view kClosers = U"”’」』）》)〉】\"'";
constexpr std::u32string_view kOpeners = U"“‘「『（《(〈【";
constexpr std::u32string_view kCommas = U"，、,";
constexpr std::u32string_view kColons = U"：；:;—";
constexpr size_t kLongestTitle = 16;
// What sentences hold and titles do not: adverbs, pronouns.
constexpr std::u32string_view kSentenceWords = U"也还却这那他她它我";
// Characters of the longest line of label and value.
constexpr size_t kLongestItem = 40;
constexpr size_t kSignatureReach = 40;

bool Has(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

bool IsPunctuation(char32_t c) {
  if (IsHan(c)) return false;  // at once: most are
  return Has(kStops, c) || Has(kClosers, c) || Has(kOpeners, c) || Has(kCommas, c) || Has(kColons, c);
}

// （完 without its bracket, or a short line of label and value (电话：0398-1234).
bool EndsItem(std::u32string_view text) {
  if (text.ends_with(U"（完") || text.ends_with(U"(完")) return true;
  const size_t colon = text.find_last_of(U"：:");
  if (text.size() > kLongestItem || colon == std::u32string_view::npos) return false;
  return std::none_of(text.begin() + static_cast<ptrdiff_t>(colon) + 1, text.end(),
                      [](char32_t c) { return Has(kCommas, c) || (c > 0x7F && !IsHan(c)); }) &&
         text.back() > ' ' && text.back() < 0x7F && text.size() - colon > 3;
}

// A few names in brackets behind the last sentence: （记者 某某）.
bool EndsWithSignature(std::u32string_view text) {
  if (text.empty() || (text.back() != U'）' && text.back() != U')')) return false;
  const size_t open = text.find_last_of(U"（(");
  if (open == std::u32string_view::npos || open == 0 || text.size() - open > kSignatureReach) return false;
  return Has(kStops, text[open - 1]) || Has(U"”」", text[open - 1]);
}

// 本报讯, 新华社某地某月某日电, 某网某日讯 within the first characters.
bool BeginsWithDateline(std::u32string_view text) {
  const std::u32string_view start = text.substr(0, 28);
  const size_t agency = start.find_first_of(U"社网报台");
  if (agency == std::u32string_view::npos || agency > 8) return false;
  const size_t mark = start.find_first_of(U"电讯电訊", agency);
  if (mark == std::u32string_view::npos) return false;
  const bool dated = start.substr(agency, mark - agency).find(U'日') != std::u32string_view::npos;
  return start.find_first_of(U"，。；：“") > mark && (dated || mark == agency + 1 || start.substr(mark, 2) == U"电（");
}

Pairing PairingOf(std::u32string_view text, std::u32string_view openers, std::u32string_view closers) {
  Pairing pairing;
  for (char32_t c : text) {
    if (IsHan(c)) continue;
    const int8_t mark = Has(openers, c) ? 1 : Has(closers, c) ? -1 : 0;
    if (mark == 0) continue;
    if (pairing.first == 0) pairing.first = mark;
    pairing.pending = mark;
  }
  return pairing;
}

bool IsDigit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９'); }

struct Number {
  Series series;
  int8_t value;
};

int8_t Numeral(char32_t c) {
  constexpr std::u32string_view kNumerals = U"一二三四五六七八九十";
  const size_t at = kNumerals.find(c);
  return at == std::u32string_view::npos ? 0 : static_cast<int8_t>(at + 1);
}

// The number of an enumeration that stands at text[at], at the start of a clause.
std::optional<Number> NumberAt(std::u32string_view text, size_t at) {
  const std::u32string_view rest = text.substr(at, 4);
  const char32_t a = rest[0];
  const char32_t b = rest.size() > 1 ? rest[1] : 0;
  const char32_t c = rest.size() > 2 ? rest[2] : 0;
  const bool clause_ends = c == U'，' || c == U'、' || c == U'：' || c == U',';
  if (const int8_t n = Numeral(a)) {
    if (b == U'是' || b == U'要') return Number{Series::kShi, n};
    if (b == U'、') return Number{Series::kBracket, n};
  }
  if (a == U'第' && Numeral(b) != 0 && clause_ends) return Number{Series::kDi, Numeral(b)};
  if (a == U'其' && Numeral(b) != 0 && clause_ends) return Number{Series::kQi, Numeral(b)};
  if ((a == U'（' || a == U'(') && Numeral(b) != 0 && (c == U'）' || c == U')'))
    return Number{Series::kBracket, Numeral(b)};
  if (a >= U'①' && a <= U'⑳') return Number{Series::kCircle, static_cast<int8_t>(a - U'①' + 1)};
  if (a >= U'1' && a <= U'9' && (b == U'.' || b == U'．' || b == U'、') && !(c >= U'0' && c <= U'9')) {
    return Number{Series::kNumber, static_cast<int8_t>(a - U'0')};
  }
  return std::nullopt;
}

void ReadNumbers(Piece& piece) {
  const std::u32string_view text = piece.text;
  for (size_t at = 0; at + 1 < text.size(); ++at) {
    if (at > 0 && !IsPunctuation(text[at - 1])) continue;
    const auto number = NumberAt(text, at);
    if (!number) continue;
    const auto series = static_cast<size_t>(number->series);
    if (piece.first_number[series] == 0) piece.first_number[series] = number->value;
    piece.last_number[series] = number->value;
  }
}

bool BeginsBroken(std::u32string_view text) {
  if (text.empty()) return false;
  const char32_t c = text[0];
  return Has(kCommas, c) || Has(U"。！？：；!?:;", c) || Has(U"”’」』）》)〉】", c) || (c >= U'a' && c <= U'z');
}

}  // namespace

std::u32string ToModelText(std::string_view utf8) {
  std::u32string text;
  text.reserve(utf8.size() / 3);
  for (size_t at = 0; at < utf8.size();) {
    const char32_t c = NextCharacter(utf8, at);
    if (c != kInvalidCharacter && !IsSpace(c)) text.push_back(Simplify(c));
  }
  return text;
}

Ending EndingOf(std::u32string_view text) {
  if (text.empty()) return Ending::kStop;
  const char32_t last = text.back();
  if (Has(kStops, last)) return Ending::kStop;
  if (last == U'.') return Ending::kStop;
  // „….“: German closes with what others open with.
  const bool closed = last == U'“' && text.size() > 1 && Has(U".!?", text[text.size() - 2]);
  if (closed) return Ending::kStop;
  if (Has(kCommas, last) || Has(kOpeners, last)) return Ending::kComma;
  if (Has(kColons, last)) return Ending::kColon;
  const auto is_no_title = [](char32_t c) { return IsPunctuation(c) || Has(kSentenceWords, c); };
  if (text.size() <= kLongestTitle && std::none_of(text.begin(), text.end(), is_no_title)) return Ending::kTitle;
  if (EndsItem(text)) return Ending::kStop;
  if (!Has(kClosers, last)) return Ending::kOpen;
  // 。” and 。（…）: the sentence had ended before the mark or before its bracket.
  std::u32string_view before = text;
  while (!before.empty() && Has(kClosers, before.back())) before.remove_suffix(1);
  if (!before.empty() && (Has(kStops, before.back()) || before.back() == U'.')) return Ending::kStop;
  if (last == U'）' || last == U')' || last == U'】') {
    const size_t open = text.find_last_of(last == U'】' ? U"【" : U"（(");
    if (open != std::u32string_view::npos &&
        (open == 0 || Has(kStops, text[open - 1]) || Has(kClosers, text[open - 1])))
      return Ending::kStop;
  }
  return Ending::kOpen;
}

float UnitEvidence(char32_t before, char32_t after) {
  constexpr std::u32string_view kUnits =
      U"年月日号时点分秒个万亿千百十多余名人元件家次%％．.位项岁米公吨届届条倍家户种";
  if (!IsDigit(before)) return 0;
  return IsDigit(after) || kUnits.find(after) != std::u32string_view::npos ? 1 : -1;
}

Piece ReadPiece(std::string_view utf8) {
  Piece piece;
  piece.text = ToModelText(utf8);
  const std::u32string_view text = piece.text;
  piece.ending = EndingOf(text);
  piece.broken_start = BeginsBroken(text);
  piece.opens_article = BeginsWithDateline(text);
  piece.closes_article = EndsWithSignature(text);
  piece.opening = ParagraphOpening(text);
  piece.quotes = PairingOf(text, U"“「『", U"”」』");
  piece.brackets = PairingOf(text, U"（《(【", U"）》)】");
  ReadNumbers(piece);
  return piece;
}

}  // namespace broadsheet::ingest
