#include "engine.h"

#include <time.h>

#include <filesystem>

namespace broadsheet::benchmark {

double Engine::Microseconds() const {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) * 1e-3;
}

std::string BenchmarkRecord::Text() const {
  std::string text = headline;
  for (const std::string& paragraph : paragraphs) text += "\n" + paragraph;
  return text;
}

uint64_t DirectoryBytes(const std::string& directory) {
  uint64_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

}  // namespace broadsheet::benchmark
