// Structured logs: one JSON object a line, on standard error.
//
//   {"time":"2024-03-05T08:00:00.123456Z","level":"info","message":"…","key":value,…}
//
// Lines are valid UTF-8 and valid JSON whatever the values hold. Callers put no
// secrets and no text of issues into them. All functions may be called from any
// thread.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace broadsheet {

enum class LogLevel { kDebug, kInfo, kWarning, kError };

using LogValue = std::variant<std::string, int64_t, double, bool>;

struct LogField {
  LogField(std::string_view field_key, std::string_view text) : key(field_key), value(std::string(text)) {}
  LogField(std::string_view field_key, const std::string& text) : key(field_key), value(text) {}
  LogField(std::string_view field_key, const char* text) : key(field_key), value(std::string(text)) {}
  LogField(std::string_view field_key, double number) : key(field_key), value(number) {}
  LogField(std::string_view field_key, bool flag) : key(field_key), value(flag) {}
  template <std::integral Integer>
  LogField(std::string_view field_key, Integer number) : key(field_key), value(static_cast<int64_t>(number)) {}

  std::string key;
  LogValue value;
};

// The level of that name in log lines: debug, info, warning, error.
std::optional<LogLevel> LogLevelNamed(std::string_view name);

// Lines below this level are dropped; kInfo at first.
void SetLogLevel(LogLevel least);

void Log(LogLevel level, std::string_view message, std::span<const LogField> fields);

inline void LogInfo(std::string_view message, std::initializer_list<LogField> fields = {}) {
  Log(LogLevel::kInfo, message, fields);
}
inline void LogWarning(std::string_view message, std::initializer_list<LogField> fields = {}) {
  Log(LogLevel::kWarning, message, fields);
}
inline void LogError(std::string_view message, std::initializer_list<LogField> fields = {}) {
  Log(LogLevel::kError, message, fields);
}

// Writes what was logged; a program calls it before it exits at once.
void FlushLog();

}  // namespace broadsheet
