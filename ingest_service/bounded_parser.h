// A parser that takes no more than so much memory.
#pragma once

#include <cstdint>
#include <memory>

#include "ingest_service/parser/parser.h"

namespace broadsheet::ingest {

// Parses with `parser`. What its parses need together, kParseBytesPerByte for each
// byte of a text, is at most `memory_bytes`: one beyond it is RESOURCE_EXHAUSTED,
// reason OVERLOADED, with RetryInfo. A text that needs more than there is at all is
// parsed alone.
std::unique_ptr<const Parser> BoundedParser(std::unique_ptr<const Parser> parser, int64_t memory_bytes);

}  // namespace broadsheet::ingest
