#include "common/feed/position.h"

#include <algorithm>
#include <charconv>

namespace broadsheet {
namespace {

constexpr size_t kMaxLogId = 64;

bool IsLogId(std::string_view text) {
  return !text.empty() && text.size() <= kMaxLogId && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
  });
}

}  // namespace

std::string FormatPosition(std::string_view log_id, uint64_t sequence) {
  return std::string(log_id) + ":" + std::to_string(sequence);
}

std::optional<Position> ParsePosition(std::string_view text) {
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos || !IsLogId(text.substr(0, colon))) return std::nullopt;
  const std::string_view digits = text.substr(colon + 1);
  if (digits.empty() || digits.front() == '0') return std::nullopt;
  Position position{std::string(text.substr(0, colon)), 0};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), position.sequence);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return position;
}

}  // namespace broadsheet
