// Lines that make up the page and belong to no article.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "broadsheet/record/v1/record.pb.h"

namespace broadsheet::ingest {

// The type of furniture that a whole line is; nullopt: none. `edge`: the line
// stands among the first or last lines of its page, where loose parts of a
// running title (a page number, a section's name) are at home.
std::optional<record::v1::FurnitureType> FurnitureOf(std::string_view line, bool edge);

}  // namespace broadsheet::ingest
