// Bare lines of names: 李　舒, 周立新 王 海.
#pragma once

#include <string_view>

namespace broadsheet::ingest {

// The line holds nothing but names of persons, as far as can be told without a
// label: each begins with a frequent surname, and where there are several,
// something divides them. 能源安全 is no line of two names.
bool IsNameLine(std::string_view line);

}  // namespace broadsheet::ingest
