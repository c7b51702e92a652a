#include "common/server/heap_trimmer.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <memory>
#include <thread>
#include <vector>

namespace broadsheet {
namespace {

size_t ResidentBytes() {
  std::ifstream file("/proc/self/statm");
  size_t all = 0, resident = 0;
  file >> all >> resident;
  return resident * static_cast<size_t>(sysconf(_SC_PAGESIZE));
}

TEST(HeapTrimmerTest, WhatWasFreedBetweenBlocksInUseGoesBack) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the sanitizer has a heap of its own";
#endif
  constexpr size_t kBlock = 4 << 10, kBlocks = 16 << 10, kKept = 64;  // one in kKept stays
  std::vector<std::unique_ptr<char[]>> blocks(kBlocks);
  for (auto& block : blocks) block = std::make_unique<char[]>(kBlock);
  for (size_t i = 0; i < kBlocks; ++i) {
    if (i % kKept != 0) blocks[i].reset();
  }
  const size_t before = ResidentBytes();
  const HeapTrimmer trimmer(std::chrono::milliseconds(1));
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (ResidentBytes() + kBlock * kBlocks / 2 > before && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_LT(ResidentBytes() + kBlock * kBlocks / 2, before);
}

}  // namespace
}  // namespace broadsheet
