// Lines that make up the page and belong to no article.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "broadsheet/record/v1/record.pb.h"

namespace broadsheet::ingest {

// The type of furniture that a whole line is; nullopt: none. `edge`: the line
// stands among the first or last lines of its page, where loose parts of a
// running title (a page number, a section's name) are at home.
std::optional<record::v1::FurnitureType> FurnitureOf(std::string_view line, bool edge);

// What a page says about itself.
struct PageStamp {
  std::string date;     // YYYY-MM-DD
  std::string number;   // 总第N期
  std::string label;    // 第N版
  std::string section;  // 两会特刊, 要闻
};
// Adds what one line of furniture tells to the stamp; what is there stays.
void ReadStamp(std::string_view line, PageStamp& stamp);

}  // namespace broadsheet::ingest
