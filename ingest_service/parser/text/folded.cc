#include "ingest_service/parser/text/folded.h"

#include "common/text/fold.h"
#include "common/text/utf8.h"

namespace broadsheet::ingest {
namespace {

constexpr std::u32string_view kOpeningBrackets = U"【〔［〖";
constexpr std::u32string_view kClosingBrackets = U"】〕］〗";
constexpr std::u32string_view kNameDots = U"・•‧∙";

bool In(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

char32_t FoldCharacter(char32_t c) {
  if (c == kInvalidCharacter) return 0xFFFD;
  if (c < 0x80) return IsSpace(c) ? U' ' : c;
  if (IsHan(c)) return Simplify(c);
  if (IsSpace(c)) return U' ';
  if (In(kOpeningBrackets, c)) return U'[';
  if (In(kClosingBrackets, c)) return U']';
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFF01 + U'!';
  if (In(kNameDots, c)) return U'·';
  return c;
}

}  // namespace

Folded FoldForMatching(std::string_view source) {
  source = source.substr(0, UINT32_MAX);
  Folded folded;
  folded.text.reserve(source.size() / 3 + 1);
  folded.offset.reserve(source.size() / 3 + 2);
  for (size_t at = 0; at < source.size();) {
    folded.offset.push_back(static_cast<uint32_t>(at));
    folded.text.push_back(FoldCharacter(NextCharacter(source, at)));
  }
  folded.offset.push_back(static_cast<uint32_t>(source.size()));
  return folded;
}

}  // namespace broadsheet::ingest
