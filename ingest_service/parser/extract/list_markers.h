// The marks that number the items of a list.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace broadsheet::ingest {

struct ListMarker {
  // Markers of one family number one list.
  enum class Family : uint8_t {
    kIs,
    kMust,
    kOrdinal,
    kSequence,
    kOfThem,
    kBracketed,
    kCircled,
    kNumeral,
    kDecimal,
    kAspect
  };
  Family family = Family::kIs;
  int number = 0;  // from 1; 0: the last one (最后)
  size_t from = 0, to = 0;
};

// Every marker of a folded paragraph, in order. Most are no list's: the caller
// keeps those that follow each other.
std::vector<ListMarker> FindListMarkers(std::u32string_view text);

}  // namespace broadsheet::ingest
