// What a page's furniture says about the page and its issue.
#pragma once

#include <string>
#include <string_view>

namespace broadsheet::ingest {

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
