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
// RESOURCE_EXHAUSTED, reason TOO_MUCH_TEXT, if fewer documents have to be built
// together, or of one document less: kMaximumFieldBytes a field at most, and if
// it has more than half a million different characters a quarter of that.
absl::StatusOr<std::string> BuildSegment(std::span<const IndexDocument* const> documents);

}  // namespace broadsheet::query
