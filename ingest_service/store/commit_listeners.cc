#include "ingest_service/store/commit_listeners.h"

#include <utility>

namespace broadsheet::ingest {

std::function<void()> CommitListeners::Add(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  const uint64_t id = next_id_++;
  wakes_.emplace(id, std::move(wake));
  return [this, id] {
    const std::lock_guard erase_lock(mutex_);
    wakes_.erase(id);
  };
}

void CommitListeners::Notify() const {
  const std::lock_guard lock(mutex_);
  for (const auto& [id, wake] : wakes_) wake();
}

}  // namespace broadsheet::ingest
