// Public notices.
#pragma once

#include <string_view>

namespace broadsheet::ingest {

// The whole line is the title of a notice: 停水公告, 更正, 遗失声明, 天气预报.
bool IsNoticeTitle(std::string_view line);

}  // namespace broadsheet::ingest
