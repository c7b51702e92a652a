#include "common/server/call_pool.h"

#include <utility>

namespace broadsheet {

CallPool::~CallPool() {
  {
    std::unique_lock lock(mutex_);
    emptied_.wait(lock, [this] { return tasks_.empty(); });  // from then on no thread is made
    stopping_ = true;
    roused_.notify_all();
  }
  for (std::thread& thread : threads_) thread.join();
}

void CallPool::Run(Task task) {
  const std::lock_guard lock(mutex_);
  tasks_.push_back(std::move(task));
  Rouse();
}

void CallPool::Wait(absl::FunctionRef<void()> wait) {
  {
    const std::lock_guard lock(mutex_);
    --running_;
    Rouse();
  }
  wait();
  const std::lock_guard lock(mutex_);
  ++running_;
}

void CallPool::Rouse() {
  if (tasks_.empty() || running_ >= width_) return;
  if (idle_ > 0) {
    roused_.notify_one();
  } else {
    ++idle_;
    threads_.emplace_back([this] { Work(); });
  }
}

void CallPool::Work() {
  std::unique_lock lock(mutex_);
  for (;; ++idle_) {
    roused_.wait(lock, [this] { return stopping_ || (!tasks_.empty() && running_ < width_); });
    if (stopping_) return;
    --idle_;
    Task task = std::move(tasks_.front());
    tasks_.pop_front();
    if (tasks_.empty()) emptied_.notify_all();
    ++running_;
    Rouse();
    lock.unlock();
    task();
    task = nullptr;
    lock.lock();
    --running_;
  }
}

}  // namespace broadsheet
