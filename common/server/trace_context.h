// Request ids and W3C trace context (w3.org/TR/trace-context, version 00).
#pragma once

#include <string>
#include <string_view>

namespace broadsheet {

// Whether the text is a traceparent of version 00 with non-zero ids.
bool IsTraceparent(std::string_view text);

// `received` if it is a valid traceparent, or a new one that is not sampled.
std::string TraceparentFrom(std::string_view received);

// The 32 hexadecimal digits that all calls of a trace share.
std::string_view TraceId(std::string_view traceparent);

// `received` if it is 1 to 128 printable ASCII characters without spaces, or
// else 16 random hexadecimal digits.
std::string RequestIdFrom(std::string_view received);

}  // namespace broadsheet
