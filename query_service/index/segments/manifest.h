// Which files make up the index, and up to which batch: replaced as a whole, so
// that after a crash it is either the old or the new one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace broadsheet::query {

struct Manifest {
  struct File {
    std::string segment;
    std::string deleted;  // empty: nothing is deleted of it
  };
  uint64_t applied = 0;
  uint64_t next_file = 1;  // for names that were never used
  std::vector<File> files;
};

// Replaces the one of the directory, durably once the directory is synced. After
// an error that one is still there.
absl::Status WriteManifest(const std::string& directory, const Manifest& manifest);

// Nothing if there is none; DATA_LOSS, reason DAMAGED_SEGMENT, if it is damaged.
absl::StatusOr<std::optional<Manifest>> ReadManifest(const std::string& directory);

// Removes all files of an index that the manifest does not name.
void RemoveOthers(const std::string& directory, const Manifest& manifest);

}  // namespace broadsheet::query
