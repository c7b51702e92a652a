#include "common/logging/json_line.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "common/text/utf8.h"

namespace broadsheet {
namespace {

struct ValueAppender {
  std::string& json;

  void operator()(const std::string& text) const { AppendJsonString(text, json); }
  void operator()(int64_t number) const { fmt::format_to(std::back_inserter(json), "{}", number); }
  void operator()(bool flag) const { json += flag ? "true" : "false"; }
  void operator()(double number) const {
    if (!std::isfinite(number)) {
      json += "null";
    } else {
      fmt::format_to(std::back_inserter(json), "{}", number);
    }
  }
};

}  // namespace

std::string_view LevelName(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return "debug";
    case LogLevel::kInfo:
      return "info";
    case LogLevel::kWarning:
      return "warning";
    case LogLevel::kError:
      return "error";
  }
  return "unknown";
}

void AppendJsonString(std::string_view text, std::string& json) {
  json += '"';
  for (size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte == '"' || byte == '\\') {
      json += '\\';
      json += text[at++];
    } else if (byte == '\n') {
      json += "\\n";
      ++at;
    } else if (byte < 0x20 || byte == 0x7F) {
      fmt::format_to(std::back_inserter(json), "\\u{:04x}", byte);
      ++at;
    } else {
      AppendCharacter(NextCharacter(text, at), json);
    }
  }
  json += '"';
}

std::string JsonLine(absl::Time time, LogLevel level, std::string_view message, std::span<const LogField> fields) {
  std::string json = "{\"time\":\"";
  json += absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", time, absl::UTCTimeZone());
  json += "\",\"level\":\"";
  json += LevelName(level);
  json += "\",\"message\":";
  AppendJsonString(message, json);
  for (const LogField& field : fields) {
    json += ',';
    AppendJsonString(field.key, json);
    json += ':';
    std::visit(ValueAppender{json}, field.value);
  }
  json += '}';
  return json;
}

}  // namespace broadsheet
