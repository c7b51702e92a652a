// Printed numbers.
#pragma once

#include <string_view>

namespace broadsheet::ingest {

// 03, ３, 三, 二十一, 一百一十四, 二〇二五: the number of digits and Chinese numerals
// up to hundreds, everything else left out; 0 if there are none.
int ParseNumber(std::string_view printed);

}  // namespace broadsheet::ingest
