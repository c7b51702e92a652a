#include "ingest_service/parser/text/numbers.h"

#include <algorithm>

#include "common/text/utf8.h"

namespace broadsheet::ingest {
namespace {

constexpr int kMost = 99'999'999;

// Of a digit of any width or a Chinese numeral; −1: it is none.
int DigitOf(char32_t c) {
  if (c >= U'0' && c <= U'9') return static_cast<int>(c - U'0');
  if (c >= U'０' && c <= U'９') return static_cast<int>(c - U'０');
  if (c == U'零' || c == U'○') return 0;
  constexpr std::u32string_view kNumerals = U"〇一二三四五六七八九";
  const size_t at = kNumerals.find(c);
  return at == kNumerals.npos ? -1 : static_cast<int>(at);
}

}  // namespace

int ParseNumber(std::string_view printed) {
  int value = 0, digits = 0;
  for (size_t at = 0; at < printed.size();) {
    const char32_t c = NextCharacter(printed, at);
    if (const int digit = DigitOf(c); digit >= 0) {
      digits = std::min(digits * 10 + digit, kMost);
    } else if (c == U'十' || c == U'百') {
      value += std::min(std::max(digits, 1) * (c == U'十' ? 10 : 100), kMost);
      digits = 0;
    }
    value = std::min(value, kMost);
  }
  return value + digits;
}

}  // namespace broadsheet::ingest
