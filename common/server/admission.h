// How many calls may be in progress.
#pragma once

#include <atomic>
#include <cstdint>
#include <utility>

namespace broadsheet {

// Counts what is in progress and says no at its limit. Lock-free.
class Admission {
 public:
  explicit Admission(int64_t limit) : limit_(limit) {}

  // A place, given back when it goes; false if there was none.
  class Place {
   public:
    explicit Place(Admission* admission) : admission_(admission) {}
    Place(Place&& other) noexcept : admission_(std::exchange(other.admission_, nullptr)) {}
    Place& operator=(Place&& other) noexcept {
      std::swap(admission_, other.admission_);
      return *this;
    }
    ~Place() { Release(); }
    void Release() {
      if (admission_ != nullptr) std::exchange(admission_, nullptr)->taken_.fetch_sub(1, std::memory_order_relaxed);
    }
    explicit operator bool() const { return admission_ != nullptr; }

   private:
    Admission* admission_;
  };

  Place Take() {
    if (taken_.fetch_add(1, std::memory_order_relaxed) < limit_) return Place(this);
    taken_.fetch_sub(1, std::memory_order_relaxed);
    return Place(nullptr);
  }

  int64_t limit() const { return limit_; }

 private:
  const int64_t limit_;
  std::atomic<int64_t> taken_{0};
};

}  // namespace broadsheet
