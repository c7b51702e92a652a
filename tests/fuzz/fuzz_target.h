// A fuzz target is one function of any bytes. In the fuzz preset libFuzzer calls
// it with what it makes up; elsewhere replay.cc calls it with the corpus.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace broadsheet::fuzz {

// Ends the process unless a promise is kept, so that the input counts as a find.
inline void Require(bool kept, std::string_view promise, std::string_view detail = "") {
  if (kept) return;
  std::fprintf(stderr, "broken: %s %s\n", std::string(promise).c_str(), std::string(detail).c_str());
  std::abort();
}

inline std::string_view TextOf(const uint8_t* data, size_t size) { return {reinterpret_cast<const char*>(data), size}; }

// What stands before the first line end, which it takes off too.
inline std::string_view TakeLine(std::string_view& text) {
  const size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

}  // namespace broadsheet::fuzz
