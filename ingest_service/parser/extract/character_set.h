// A set of Han characters that is asked for every character of a text.
#pragma once

#include <bitset>
#include <cstddef>

namespace broadsheet::ingest {

class HanSet {
 public:
  void Add(char32_t c) {
    if (c - kFirst < kCount) bits_.set(c - kFirst);
  }
  // False for every character outside U+4E00 to U+9FFF.
  bool Has(char32_t c) const { return c - kFirst < kCount && bits_[c - kFirst]; }

 private:
  static constexpr char32_t kFirst = 0x4E00;
  static constexpr char32_t kCount = 0x5200;
  std::bitset<kCount> bits_;
};

}  // namespace broadsheet::ingest
