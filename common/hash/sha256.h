// SHA-256 (FIPS 180-4), by OpenSSL.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet {

using Sha256Digest = std::array<uint8_t, 32>;

Sha256Digest Sha256(std::string_view bytes);

// As lower-case hexadecimal, 64 digits.
std::string Sha256Hex(std::string_view bytes);

}  // namespace broadsheet
