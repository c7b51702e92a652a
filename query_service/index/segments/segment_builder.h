// From documents to a segment.
#pragma once

#include <span>
#include <string>

#include "absl/status/statusor.h"
#include "query_service/index/record_index.h"

namespace broadsheet::query {

// A build of more documents than this takes memory for nothing: merge instead.
inline constexpr size_t kMaximumBuild = 4096;

// The bytes of a segment of some documents, not none and at most kMaximumBuild.
// INVALID_ARGUMENT, reason BAD_BATCH, for one with 16 MiB of text in a field;
// RESOURCE_EXHAUSTED, reason TOO_MANY_CHARACTERS, if fewer documents have to be
// built together (one always can).
absl::StatusOr<std::string> BuildSegment(std::span<const IndexDocument* const> documents);

}  // namespace broadsheet::query
