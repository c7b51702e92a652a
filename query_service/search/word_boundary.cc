#include "query_service/search/word_boundary.h"

#include <unicode/uchar.h>

#include "common/text/utf8.h"

namespace broadsheet::query {

bool IsWordCharacter(char32_t character) {
  return character != kInvalidCharacter && u_isalnum(static_cast<UChar32>(character)) && !IsHan(character);
}

bool BeginsWord(std::string_view text, size_t at) {
  if (at == 0) return true;
  size_t before = at - 1;
  while (before > 0 && (static_cast<unsigned char>(text[before]) & 0xC0) == 0x80) --before;
  return !IsWordCharacter(NextCharacter(text, before));
}

}  // namespace broadsheet::query
