// How long each stage of parsing took.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>

namespace broadsheet::ingest {

// In the order of the pipeline.
enum class Stage : size_t { kDecode, kSplit, kRepair, kClassify, kStitch, kAssemble, kExtract, kCount };

inline constexpr size_t kStageCount = static_cast<size_t>(Stage::kCount);
inline constexpr std::array<const char*, kStageCount> kStageNames = {"decode", "split",    "repair", "classify",
                                                                     "stitch", "assemble", "extract"};

using StageTimes = std::array<std::chrono::nanoseconds, kStageCount>;

// Shares the time between its construction and its calls out among the stages.
class StageTimer {
 public:
  explicit StageTimer(StageTimes& times) : times_(times) {}

  // `stage` has taken all the time since the last call.
  void End(Stage stage) {
    const auto now = std::chrono::steady_clock::now();
    times_[static_cast<size_t>(stage)] += now - last_;
    last_ = now;
  }

 private:
  StageTimes& times_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

}  // namespace broadsheet::ingest
