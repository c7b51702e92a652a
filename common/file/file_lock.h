// One process at a time.
#pragma once

#include <string>

#include "absl/status/statusor.h"

namespace broadsheet {

// An advisory lock (flock) on a file; the kernel lets go of it when the process
// ends, however it ends.
class FileLock {
 public:
  // Creates the file if there is none. FAILED_PRECONDITION, reason
  // STORE_IN_USE, if somebody has the lock.
  static absl::StatusOr<FileLock> Take(const std::string& path);

  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

}  // namespace broadsheet
