// Lines of an interview that say whose turn it is.
#pragma once

#include <string_view>

namespace broadsheet::ingest {

// `问：渡船什么时候停？`, `答：…`, `记者：…`: text, however short. A reporter's
// name behind the label makes a byline instead.
bool IsDialogueLine(std::string_view line);

}  // namespace broadsheet::ingest
