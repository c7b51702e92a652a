// One log line as JSON.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "common/logging/log.h"

namespace broadsheet {

// Without a newline. Control characters are escaped, invalid UTF-8 becomes
// U+FFFD, numbers that JSON has not (NaN, infinities) become null.
std::string JsonLine(absl::Time time, LogLevel level, std::string_view message, std::span<const LogField> fields);

// As lines show it.
std::string_view LevelName(LogLevel level);

// A JSON string with its quotes.
void AppendJsonString(std::string_view text, std::string& json);

}  // namespace broadsheet
