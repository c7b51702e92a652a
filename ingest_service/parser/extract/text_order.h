// Puts what was extracted in the order of the text.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>

#include "broadsheet/record/v1/record.pb.h"

namespace broadsheet::ingest {

// Sorts by where `range_of` an element begins; equals keep their order.
template <typename List, typename RangeOf>
void SortByPlace(List& list, RangeOf range_of) {
  const auto place = [&](const auto& element) {
    const record::v1::TextRange range = range_of(element);
    return std::pair<uint32_t, uint32_t>(range.paragraph(), range.start());
  };
  std::stable_sort(list.begin(), list.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
}

}  // namespace broadsheet::ingest
