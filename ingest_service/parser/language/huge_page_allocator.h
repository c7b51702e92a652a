// Memory for large tables that are read here and there.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <new>

namespace broadsheet::ingest {

// Allocates in huge pages, where the system gives them: of a table of some MB in
// pages of 4 KiB most reads miss the processor's table of pages as well as its
// caches.
template <typename T>
struct HugePageAllocator {
  using value_type = T;

  HugePageAllocator() = default;
  template <typename U>
  explicit HugePageAllocator(const HugePageAllocator<U>&) {}

  T* allocate(size_t count) {
    constexpr size_t kPage = size_t{2} << 20;
    size_t bytes = count * sizeof(T);
    const bool large = bytes >= kPage;
    if (large) bytes = (bytes + kPage - 1) / kPage * kPage;
    void* const memory = large ? std::aligned_alloc(kPage, bytes) : std::malloc(bytes);
    if (memory == nullptr) throw std::bad_alloc();
    if (large) madvise(memory, bytes, MADV_HUGEPAGE);  // advice: small pages do as well
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, size_t) { std::free(memory); }

  bool operator==(const HugePageAllocator&) const = default;
};

}  // namespace broadsheet::ingest
