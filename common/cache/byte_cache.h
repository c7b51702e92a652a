// A cache of immutable values that is bounded by their bytes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace broadsheet {

struct CacheStats {
  uint64_t hits = 0;
  uint64_t misses = 0;
  uint64_t bytes = 0;
  uint64_t entries = 0;
};

// Thread-safe. Keys are integers, spread over shards with a lock each. What is
// evicted is chosen by SIEVE (Zhang et al., NSDI 2024): the oldest entry that
// was not asked for since the hand last passed it, so that one long scan does
// not push out what is asked for often.
template <typename Value>
class ByteCache {
 public:
  // 0: keeps nothing.
  explicit ByteCache(size_t max_bytes) : max_shard_bytes_(max_bytes / kShards) {}

  // Null if it is not there.
  std::shared_ptr<const Value> Get(uint64_t key) {
    Shard& shard = shards_[key % kShards];
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.by_key.find(key);
    if (found == shard.by_key.end()) {
      ++shard.stats.misses;
      return nullptr;
    }
    ++shard.stats.hits;
    found->second->visited = true;
    return found->second->value;
  }

  // Keeps a value that takes so many bytes, unless its key is there already.
  void Put(uint64_t key, std::shared_ptr<const Value> value, size_t bytes) {
    if (bytes > max_shard_bytes_) return;
    Shard& shard = shards_[key % kShards];
    std::list<Entry> evicted;  // destroyed without the lock
    const std::lock_guard lock(shard.mutex);
    if (shard.by_key.contains(key)) return;
    while (shard.stats.bytes + bytes > max_shard_bytes_) shard.Evict(evicted);
    shard.entries.push_front({key, std::move(value), bytes, false});
    shard.by_key.emplace(key, shard.entries.begin());
    shard.stats.bytes += bytes;
  }

  CacheStats Stats() const {
    CacheStats sum;
    for (const Shard& shard : shards_) {
      const std::lock_guard lock(shard.mutex);
      sum.hits += shard.stats.hits;
      sum.misses += shard.stats.misses;
      sum.bytes += shard.stats.bytes;
      sum.entries += shard.entries.size();
    }
    return sum;
  }

 private:
  static constexpr size_t kShards = 16;

  struct Entry {
    uint64_t key;
    std::shared_ptr<const Value> value;
    size_t bytes;
    bool visited;
  };

  struct Shard {
    // Moves one entry out. There has to be one.
    void Evict(std::list<Entry>& evicted) {
      for (;;) {
        if (hand == entries.end()) hand = std::prev(entries.end());
        const auto at = hand;
        hand = at == entries.begin() ? entries.end() : std::prev(at);
        if (std::exchange(at->visited, false)) continue;
        by_key.erase(at->key);
        stats.bytes -= at->bytes;
        evicted.splice(evicted.begin(), entries, at);
        return;
      }
    }

    mutable std::mutex mutex;
    std::list<Entry> entries;  // newest first
    typename std::list<Entry>::iterator hand = entries.end();
    std::unordered_map<uint64_t, typename std::list<Entry>::iterator> by_key;
    CacheStats stats;
  };

  const size_t max_shard_bytes_;
  std::array<Shard, kShards> shards_;
};

}  // namespace broadsheet
