// The terms of a segment: bigrams and single characters of each zone.
//
// A zone is a set of fields that share lists. Zone 0 holds the four default
// fields, laid out one after the other; every field but the body also has a
// zone of its own, so that `headline:` and the like read short lists, and the
// body alone is zone 0 less the other three.
#pragma once

#include <cstdint>

#include "query_service/index/query.h"
#include "query_service/index/scoring.h"

namespace broadsheet::query {

using TermKey = uint64_t;  // ordered by zone, first character, second character
using Zone = uint32_t;

inline constexpr Zone kDefaultZone = 0;
inline constexpr Zone kZoneCount = 1 + kTextFieldCount;
constexpr Zone ZoneOf(TextField field) { return 1 + static_cast<Zone>(field); }
// What an occurrence weighs in a zone; in zone 0 at least.
constexpr uint32_t WeightOf(Zone zone) { return zone == kDefaultZone ? 1 : kFieldWeights[zone - 1]; }

// What stands in a key in place of a character.
inline constexpr uint32_t kValueEnd = 0x110000;   // second: behind a value's last character
inline constexpr uint32_t kSingle = 0x110001;     // second: the list of a single character, without positions
inline constexpr uint32_t kWordStart = 0x110002;  // first: a word character that begins a word

constexpr TermKey MakeTermKey(Zone zone, uint32_t first, uint32_t second) {
  return TermKey{zone} << 42 | TermKey{first} << 21 | second;
}
constexpr Zone ZoneOf(TermKey key) { return static_cast<Zone>(key >> 42); }
constexpr uint32_t SecondOf(TermKey key) { return key & 0x1FFFFF; }
constexpr uint32_t FirstOf(TermKey key) { return key >> 21 & 0x1FFFFF; }
constexpr bool HasPositions(TermKey key) { return SecondOf(key) != kSingle; }

// The ends of a zone's values: each takes a position of its own behind the last
// character, so that no phrase reaches into the next value.
constexpr TermKey ValueEndsKey(Zone zone) { return MakeTermKey(zone, kValueEnd, kValueEnd); }

}  // namespace broadsheet::query
