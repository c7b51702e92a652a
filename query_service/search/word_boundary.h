// Where words begin in text of scripts that write them apart.
#pragma once

#include <cstddef>
#include <string_view>

namespace broadsheet::query {

// A letter or digit (Unicode L*, N*) that is no Chinese character.
bool IsWordCharacter(char32_t character);

// Whether the text at byte `at` has no word character directly before it. `at`
// begins a character.
bool BeginsWord(std::string_view text, size_t at);

}  // namespace broadsheet::query
