// Makes what was written last.
#pragma once

#include <string>

#include "absl/status/status.h"

namespace broadsheet {

// A file's or folder's contents.
absl::Status SyncPath(const std::string& path);

// The names in the folder that a path is in.
absl::Status SyncFolderOf(const std::string& path);

}  // namespace broadsheet
