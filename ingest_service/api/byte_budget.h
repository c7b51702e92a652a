// How many bytes of issues' texts may be held and parsed at once.
#pragma once

#include <atomic>
#include <cstdint>

namespace broadsheet::ingest {

// Thread-safe. Outlives its shares.
class ByteBudget {
 public:
  explicit ByteBudget(int64_t limit) : limit_(limit) {}

  // What one call holds; given back when it goes.
  class Share {
   public:
    explicit Share(ByteBudget& budget) : budget_(budget) {}
    ~Share() { budget_.taken_.fetch_sub(taken_); }
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;

    // Takes `bytes` more; false, and nothing taken, if the budget has not as
    // many left.
    bool Take(int64_t bytes) {
      if (budget_.taken_.fetch_add(bytes) + bytes > budget_.limit_) {
        budget_.taken_.fetch_sub(bytes);
        return false;
      }
      taken_ += bytes;
      return true;
    }

   private:
    ByteBudget& budget_;
    int64_t taken_ = 0;
  };

  int64_t limit() const { return limit_; }

 private:
  const int64_t limit_;
  std::atomic<int64_t> taken_{0};
};

}  // namespace broadsheet::ingest
