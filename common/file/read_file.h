// Files read whole, and whether they are there.
#pragma once

#include <string>

#include "absl/status/statusor.h"

namespace broadsheet {

// What a file holds. NOT_FOUND, reason FILE_NOT_FOUND: there is none of that name.
// FAILED_PRECONDITION, reason FILE_UNREADABLE, saying why: a folder, a file that
// may not be read, a failing disk. Throws nothing of its own: one that was
// readable a moment ago may be anything now.
absl::StatusOr<std::string> ReadFile(const std::string& path);

// Whether anything has that name. FAILED_PRECONDITION, reason FILE_UNREADABLE, if
// it cannot be told: a folder on the way may not be looked into.
absl::StatusOr<bool> PathExists(const std::string& path);

}  // namespace broadsheet
