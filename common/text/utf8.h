// UTF-8, one character at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet {

inline constexpr char32_t kInvalidCharacter = 0xFFFFFFFF;

// The character at text[at], which moves behind it. For bytes that begin no
// valid character kInvalidCharacter, and `at` moves one byte on.
// at < text.size().
inline char32_t NextCharacter(std::string_view text, size_t& at);

// Appends one character; surrogates and values past U+10FFFF are appended as
// U+FFFD.
void AppendCharacter(char32_t character, std::string& text);

// Offset of the first byte that begins no valid character; npos: all valid.
size_t FindInvalidUtf8(std::string_view text);

// Every such byte replaced by U+FFFD.
std::string ReplaceInvalidUtf8(std::string_view text);

// The longest prefix of at most max_bytes that does not end inside a character.
std::string_view CutAtCharacter(std::string_view text, size_t max_bytes);

// Number of characters of valid UTF-8.
size_t CountCharacters(std::string_view text);

// Unified ideographs, all blocks, with 〇 and 々.
inline bool IsHan(char32_t character);

// Layout white space: Unicode White_Space, the zero-width and BOM characters.
inline bool IsSpace(char32_t character);

// The text without white space at its ends.
std::string_view TrimSpace(std::string_view text);

// Implementation.

namespace utf8_internal {
char32_t NextCharacterOfAnyLength(std::string_view text, size_t& at);
bool IsRareHan(char32_t character);
bool IsRareSpace(char32_t character);
}  // namespace utf8_internal

// Most characters of Chinese text have three bytes; the lead bytes E0 and ED
// need checks of their own.
inline char32_t NextCharacter(std::string_view text, size_t& at) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return byte(at++);
  if (lead > 0xE0 && lead < 0xF0 && lead != 0xED && text.size() - at > 2 && (byte(at + 1) & 0xC0) == 0x80 &&
      (byte(at + 2) & 0xC0) == 0x80) {
    at += 3;
    return static_cast<char32_t>((lead & 0xF) << 12 | (byte(at - 2) & 0x3F) << 6 | (byte(at - 1) & 0x3F));
  }
  return utf8_internal::NextCharacterOfAnyLength(text, at);
}

inline bool IsHan(char32_t c) { return (c >= 0x4E00 && c <= 0x9FFF) || (c > 0x3000 && utf8_internal::IsRareHan(c)); }

inline bool IsSpace(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= 0x09 && c <= 0x0D);
  return (c <= 0x3000 || c > 0x9FFF) && utf8_internal::IsRareSpace(c);
}

}  // namespace broadsheet
