// Cutting a passage out of a text.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

namespace broadsheet::query {

// [start, end) of a passage of about `length` bytes around text[first, last):
// all of a text that is hardly longer; otherwise with a little before it, from
// the beginning of a clause where one is near. Contains [first, last) unless
// that alone is longer than twice `length`, and cuts no character.
std::pair<size_t, size_t> CutPassage(std::string_view text, size_t first, size_t last, size_t length);

}  // namespace broadsheet::query
