// Threads for calls that compute: as many at a time as pay off.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/functional/function_ref.h"

namespace broadsheet {

// Runs tasks in the order they came, `width` at a time. Threads are made when
// they are first needed and stay. Thread-safe.
class CallPool {
 public:
  using Task = std::function<void()>;

  explicit CallPool(size_t width) : width_(width) {}
  // Returns when all tasks have run.
  ~CallPool();

  void Run(Task task);

  // For tasks: does `wait`, which takes no processor time, while another task
  // runs in this one's place.
  void Wait(absl::FunctionRef<void()> wait);

 private:
  void Work();
  // Sees to it that a thread takes the first task, if there is one and it may
  // run. With mutex_ held.
  void Rouse();

  const size_t width_;
  std::mutex mutex_;
  std::condition_variable roused_, emptied_;
  std::deque<Task> tasks_;
  std::vector<std::thread> threads_;
  size_t running_ = 0;  // tasks, without those that wait
  size_t idle_ = 0;     // threads
  bool stopping_ = false;
};

}  // namespace broadsheet
