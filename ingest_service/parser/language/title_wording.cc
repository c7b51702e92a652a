#include "ingest_service/parser/language/title_wording.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "common/text/fold.h"
#include "common/text/utf8.h"

namespace broadsheet::ingest {
namespace {

struct Weight {
  char32_t character;  // simplified
  int16_t centinats;
};

// Sorted by character.
constexpr Weight kWeights[] = {
#include "ingest_service/parser/language/title_wording.inc"
};

}  // namespace

Wording TitleWording(std::string_view utf8) {
  Wording wording;
  for (size_t at = 0; at < utf8.size();) {
    const char32_t c = Simplify(NextCharacter(utf8, at));
    if (!IsHan(c)) continue;
    ++wording.characters;
    const auto* const found =
        std::lower_bound(std::begin(kWeights), std::end(kWeights), c,
                         [](const Weight& weight, char32_t key) { return weight.character < key; });
    if (found != std::end(kWeights) && found->character == c) wording.centinats += found->centinats;
  }
  return wording;
}

}  // namespace broadsheet::ingest
