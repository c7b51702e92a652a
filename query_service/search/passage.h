// Cutting a passage out of a text.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

namespace broadsheet::query {

// Whether a passage shows all of a text: it is hardly longer than `length`.
inline bool IsShownWhole(std::string_view text, size_t length) { return text.size() <= length + length / 4; }

// [start, end) of a passage of about `length` bytes around text[first, last):
// all of one that IsShownWhole; otherwise with a little before it, from
// the beginning of a clause where one is near. Contains [first, last) unless
// that alone is longer than twice `length`, and cuts no character.
std::pair<size_t, size_t> CutPassage(std::string_view text, size_t first, size_t last, size_t length);

}  // namespace broadsheet::query
