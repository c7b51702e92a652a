// Lines that say what a box or a paragraph beside an article's text is.
#pragma once

#include <string_view>

namespace broadsheet::ingest {

// 编者按, 【核心提示】, ■相关链接：a heading inside an article, never its own.
bool IsBoxLabel(std::string_view line);

}  // namespace broadsheet::ingest
