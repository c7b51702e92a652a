#include "common/server/trace_context.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <random>

#include "absl/strings/str_format.h"

namespace broadsheet {
namespace {

constexpr size_t kTraceIdAt = 3, kTraceIdSize = 32, kParentIdAt = 36, kParentIdSize = 16, kFlagsAt = 53, kSize = 55;
constexpr size_t kMaxRequestId = 128;

bool IsHex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool IsHexId(std::string_view text) { return IsHex(text) && text.find_first_not_of('0') != std::string_view::npos; }

// Unique, not secret: SplitMix64 (Steele, Lea, Flood 2014) from a random start.
// Threads of a gRPC server come and go, so none has a generator of its own.
uint64_t RandomBits() {
  static std::atomic<uint64_t> state{uint64_t{std::random_device{}()} << 32 | std::random_device{}()};
  uint64_t z = state.fetch_add(0x9E3779B97F4A7C15, std::memory_order_relaxed);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

}  // namespace

bool IsTraceparent(std::string_view text) {
  return text.size() == kSize && text.substr(0, kTraceIdAt) == "00-" && text[kParentIdAt - 1] == '-' &&
         text[kFlagsAt - 1] == '-' && IsHexId(text.substr(kTraceIdAt, kTraceIdSize)) &&
         IsHexId(text.substr(kParentIdAt, kParentIdSize)) && IsHex(text.substr(kFlagsAt));
}

std::string TraceparentFrom(std::string_view received) {
  if (IsTraceparent(received)) return std::string(received);
  return absl::StrFormat("00-%016x%016x-%016x-00", RandomBits() | 1, RandomBits(), RandomBits() | 1);
}

std::string_view TraceId(std::string_view traceparent) { return traceparent.substr(kTraceIdAt, kTraceIdSize); }

std::string RequestIdFrom(std::string_view received) {
  const bool usable = !received.empty() && received.size() <= kMaxRequestId &&
                      std::all_of(received.begin(), received.end(), [](char c) { return c > ' ' && c < 0x7F; });
  return usable ? std::string(received) : absl::StrFormat("%016x", RandomBits());
}

}  // namespace broadsheet
