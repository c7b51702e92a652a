// A fixed set of connections that threads take turns with.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace broadsheet::sqlite {

// Thread-safe. Outlives its leases.
template <typename Connection>
class Pool {
 public:
  // A connection for one thread until the lease ends.
  class Lease {
   public:
    Lease(Pool& pool, std::unique_ptr<Connection> connection) : pool_(pool), connection_(std::move(connection)) {}
    ~Lease() { pool_.Add(std::move(connection_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Connection* operator->() const { return connection_.get(); }
    Connection& operator*() const { return *connection_; }

   private:
    Pool& pool_;
    std::unique_ptr<Connection> connection_;
  };

  void Add(std::unique_ptr<Connection> connection) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
    available_.notify_one();
  }

  // Waits until one is idle.
  Lease Take() {
    std::unique_lock lock(mutex_);
    available_.wait(lock, [this] { return !idle_.empty(); });
    return Lease(*this, TakeIdle());
  }

  // … or until `stop`, which is asked every few milliseconds, is true: nullopt.
  // An empty one never is.
  std::optional<Lease> Take(const std::function<bool()>& stop) {
    std::unique_lock lock(mutex_);
    while (!available_.wait_for(lock, kStopPoll, [this] { return !idle_.empty(); })) {
      if (stop && stop()) return std::nullopt;
    }
    return std::optional<Lease>(std::in_place, *this, TakeIdle());
  }

 private:
  static constexpr std::chrono::milliseconds kStopPoll{5};

  // With mutex_ held and one there.
  std::unique_ptr<Connection> TakeIdle() {
    std::unique_ptr<Connection> connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
  }

  std::mutex mutex_;
  std::condition_variable available_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace broadsheet::sqlite
