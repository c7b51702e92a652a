// Positions in a record log as the wire shows them: "{log_id}:{sequence}".
//
// Opaque to clients. Both services use this one codec, so that a query service
// can tell which log a position belongs to and whether it has applied it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet {

// Place of an entry in a log.
struct Position {
  std::string log_id;     // [0-9A-Za-z_-]{1,64}
  uint64_t sequence = 0;  // 1 for the log's first entry

  friend bool operator==(const Position&, const Position&) = default;
};

std::string FormatPosition(std::string_view log_id, uint64_t sequence);

// nullopt unless `text` is exactly what FormatPosition makes of a valid log id
// and a sequence of at least 1.
std::optional<Position> ParsePosition(std::string_view text);

}  // namespace broadsheet
