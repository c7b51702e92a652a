// Whether an upload's description is one.
#pragma once

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "broadsheet/ingest/v1/ingest_service.pb.h"
#include "ingest_service/intake/upload.h"

namespace broadsheet::ingest {

// Whether the text is sent as bytes in some charset or as a proto string.
enum class TextForm { kBytes, kString };

// The upload that the metadata describes, its content still empty. Errors name
// the field as `metadata.…`.
absl::StatusOr<Upload> ValidateMetadata(const v1::IssueMetadata& metadata, TextForm form);

// A text's size against the limit: RESOURCE_EXHAUSTED, reason ISSUE_TOO_LARGE.
absl::Status CheckSize(uint64_t size, int64_t limit_bytes);

// The charset to read a text with. INVALID_ARGUMENT for `field` if it is not
// supported, or a string is said to be in another one than UTF-8.
absl::StatusOr<std::string> CharsetOf(std::string_view field, const std::string& charset, TextForm form);

// Empty or YYYY-MM-DD.
absl::Status CheckDate(std::string_view field, const std::string& date);

}  // namespace broadsheet::ingest
