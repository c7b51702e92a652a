// China's administrative divisions: provinces, prefectures and counties.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace broadsheet::ingest {

struct Division {
  uint32_t code;       // GB/T 2260: 510000 四川省, 511600 广安市, 511681 华蓥市
  uint8_t short_size;  // characters of the name that stand alone in print (四川); 0: none
  std::u32string_view name;

  std::u32string_view short_name() const { return name.substr(0, short_size); }
  bool IsCounty() const { return code % 100 != 0; }
};

// All of them, by code.
const std::vector<Division>& Divisions();

// Those that bear a name or short name (folded text), by code; usually one or
// none. Valid for ever.
const std::vector<const Division*>& DivisionsNamed(std::u32string_view name);

// The divisions that one lies in, from the largest to the smallest, without
// itself.
std::vector<const Division*> DivisionsAbove(const Division& division);

}  // namespace broadsheet::ingest
