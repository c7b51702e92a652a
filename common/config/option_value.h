// Texts of option values and what they mean.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet {

// A count of bytes: digits, then nothing, KiB, MiB or GiB. nullopt if it is
// none or passes 2^63 - 1.
std::optional<int64_t> ParseBytes(std::string_view text);

// The inverse, with the largest unit that divides it.
std::string FormatBytes(int64_t bytes);

struct HostPort {
  std::string host;  // a v6 address without its brackets
  int port = 0;
};

// host:port or [v6]:port, port 0 to 65535, host not empty.
std::optional<HostPort> ParseHostPort(std::string_view text);

// Whether only this machine reaches it: localhost, 127.0.0.0/8, ::1.
bool IsLoopbackHost(std::string_view host);

}  // namespace broadsheet
