// Calendar days as text.
#pragma once

#include <string_view>

namespace broadsheet {

// Whether the text is YYYY-MM-DD and such a day exists; years 0001 to 9999.
bool IsIsoDate(std::string_view text);

}  // namespace broadsheet
