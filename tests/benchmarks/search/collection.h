// The collection, read from search_text.py's lines.
#pragma once

#include <fstream>
#include <string>

#include "engine.h"

namespace broadsheet::benchmark {

class CollectionReader {
 public:
  explicit CollectionReader(const std::string& path) : file_(path) {}
  bool Next(BenchmarkRecord& record);

 private:
  std::ifstream file_;
  uint64_t number_ = 0;
};

}  // namespace broadsheet::benchmark
