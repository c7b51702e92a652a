#include "ingest_service/parser/language/paragraph_openings.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace broadsheet::ingest {
namespace {

struct Opening {
  char32_t first, second;  // second 0: the first character whatever follows
  int16_t centinats;
};

// Sorted by (first, second).
constexpr Opening kOpenings[] = {
#include "ingest_service/parser/language/paragraph_openings.inc"
};

const Opening* Find(char32_t first, char32_t second) {
  const auto less = [](const Opening& a, const Opening& b) {
    return a.first != b.first ? a.first < b.first : a.second < b.second;
  };
  const Opening key{first, second, 0};
  const auto* found = std::lower_bound(std::begin(kOpenings), std::end(kOpenings), key, less);
  return found != std::end(kOpenings) && found->first == first && found->second == second ? found : nullptr;
}

}  // namespace

float ParagraphOpening(std::u32string_view text) {
  if (text.empty()) return 0;
  const Opening* opening = text.size() > 1 ? Find(text[0], text[1]) : nullptr;
  if (opening == nullptr) opening = Find(text[0], 0);
  return opening == nullptr ? 0 : static_cast<float>(opening->centinats) / 100;
}

}  // namespace broadsheet::ingest
