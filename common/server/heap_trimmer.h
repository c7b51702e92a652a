// Keeps what a process holds of memory near what it uses.
#pragma once

#include <chrono>
#include <thread>

namespace broadsheet {

// Malloc keeps what is freed between blocks that are still in use: caches and
// batches that come and go leave a quarter of the heap so, and for good. While
// this lives, whole pages of it go back to the system from time to time, and
// large blocks as soon as they are freed. One a process.
class HeapTrimmer {
 public:
  explicit HeapTrimmer(std::chrono::milliseconds interval = std::chrono::seconds(10));

 private:
  std::jthread thread_;
};

}  // namespace broadsheet
