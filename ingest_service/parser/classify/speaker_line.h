// The line over a headline that says whose words the article reports.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::ingest {

// The name in a line of its own that announces a speaker, without white space:
// `罗书云代表：`, `罗 书云 委员：`, `省人大代表罗书云：`. nullopt: it announces
// none. A title before the name is taken for a deputy's or a member's only:
// `市长罗书云：` may as well be the first line of a headline.
std::optional<std::string> ReadSpeakerLine(std::string_view line);

}  // namespace broadsheet::ingest
