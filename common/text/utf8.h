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
char32_t NextCharacter(std::string_view text, size_t& at);

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
bool IsHan(char32_t character);

// Layout white space: Unicode White_Space, the zero-width and BOM characters.
bool IsSpace(char32_t character);

}  // namespace broadsheet
