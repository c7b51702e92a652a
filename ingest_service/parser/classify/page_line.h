// Lines at the edges of a page, told by what they are put together of.
#pragma once

#include <optional>
#include <string_view>

#include "broadsheet/record/v1/record.pb.h"

namespace broadsheet::ingest {

// The type of furniture that a line at a page's edge is, if it consists of nothing
// but what papers print there, in any order: dates, weather, labels of pages and
// sections, who made the page, where to write to, prices; nullopt: it holds
// something else. In traditional or simplified characters.
std::optional<record::v1::FurnitureType> PageLineOf(std::string_view line);

// Could be the name of a section, a series or a paper, in its own or in Latin
// script: a few words without any mark.
bool IsPageName(std::string_view line);

}  // namespace broadsheet::ingest
