#include "common/server/heap_trimmer.h"

#include <malloc.h>

#include <condition_variable>
#include <mutex>

namespace broadsheet {
namespace {

// Larger blocks are mapped by themselves. Malloc would raise the limit to 32 MiB
// with the first large block that is freed, and the heap would have the holes.
constexpr int kMappedBytes = 1 << 20;

}  // namespace

HeapTrimmer::HeapTrimmer(std::chrono::milliseconds interval) {
  mallopt(M_MMAP_THRESHOLD, kMappedBytes);
  thread_ = std::jthread([interval](const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    while (!stopped.wait_for(lock, stop, interval, [] { return false; }) && !stop.stop_requested()) malloc_trim(0);
  });
}

}  // namespace broadsheet
