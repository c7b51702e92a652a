// The one place that makes errors: an absl::Status whose payloads are the
// google.rpc details that go over the wire (aip.dev/193).
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace broadsheet {

using ErrorMetadata = std::initializer_list<std::pair<std::string_view, std::string>>;

// `reason` is UPPER_SNAKE_CASE and stable: callers branch on it. `message` says
// what was wrong and where, for a developer.
absl::Status Error(absl::StatusCode code, std::string_view reason, std::string_view message,
                   ErrorMetadata metadata = {});

// INVALID_ARGUMENT for one field of a request: `got` is shown quoted (cut to
// 100 bytes), `want` says what is accepted. Reason BAD_FIELD.
absl::Status FieldError(std::string_view field, std::string_view got, std::string_view want);

// Adds RetryInfo: when the caller should send the same call again.
absl::Status WithRetry(absl::Status status, absl::Duration delay);

// The reason of a status made here; empty if it has none.
std::string ReasonOf(const absl::Status& status);

// One metadata value of a status made here; empty if it has none.
std::string MetadataOf(const absl::Status& status, std::string_view key);

}  // namespace broadsheet
