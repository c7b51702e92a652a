// Who is told of commits.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>

namespace broadsheet::ingest {

// Thread-safe. Outlives what Add returned.
class CommitListeners {
 public:
  // Has `wake` called by each Notify until the returned function is called;
  // when that returns, `wake` is not running and will not be called again. It
  // must not be called from `wake`.
  std::function<void()> Add(std::function<void()> wake);

  void Notify() const;

 private:
  mutable std::mutex mutex_;
  uint64_t next_id_ = 0;
  std::map<uint64_t, std::function<void()>> wakes_;
};

}  // namespace broadsheet::ingest
