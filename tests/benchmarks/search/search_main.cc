// search_benchmark ENGINE TEXT DIRECTORY [LOAD_SECONDS CLASS_SECONDS]: loads a
// collection into an engine and asks it; see search.sh. DIRECTORY keeps the
// index, so that a second run opens it instead, when the engine is ours.
// Loading ends after LOAD_SECONDS of CPU: the row of the engine then has
// "limited":true and says how many records there are.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <limits>
#include <string>

#include "collection.h"
#include "engine.h"
#include "measure.h"
#include "queries.h"

namespace broadsheet::benchmark {
namespace {

constexpr size_t kSampleRecords = 4000, kQueriesPerClass = 20;

// Without mapped files, which are the page cache's.
uint64_t AnonymousBytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("RssAnon:")) return std::stoull(line.substr(8)) * 1024;
  }
  return 0;
}

std::unique_ptr<Engine> MakeEngine(const std::string& name, const std::string& directory) {
  if (name == "segments") return MakeSegmentsEngine(directory);
  if (name == "fts5") return MakeFts5Engine(directory);
#ifdef BROADSHEET_PEERS
  if (name == "xapian") return MakeXapianEngine(directory);
  if (name == "groonga") return MakeGroongaEngine(directory);
  if (name == "postgres") return MakePostgresEngine(directory);
#endif
  std::cerr << "search_benchmark: no engine " << name << "\n";
  std::exit(2);
}

struct Limits {
  double load_seconds = std::numeric_limits<double>::infinity();
  double class_seconds = std::numeric_limits<double>::infinity();
};

struct Loaded {
  uint64_t records = 0, text_bytes = 0;
  double microseconds = 0;
  bool limited = false;
};

// A sample of the whole collection, the same for every engine.
std::vector<BenchmarkRecord> Sample(const std::string& text) {
  std::vector<BenchmarkRecord> sample;
  CollectionReader reader(text);
  const uint64_t size = std::filesystem::file_size(text);
  uint64_t bytes = 0;
  for (BenchmarkRecord record; reader.Next(record);) {
    if (bytes * kSampleRecords >= sample.size() * size) sample.push_back(record);
    bytes += record.Text().size();
  }
  return sample;
}

Loaded Load(Engine& engine, const std::string& text, bool is_loaded, double seconds) {
  Loaded loaded;
  CollectionReader reader(text);
  for (BenchmarkRecord record; reader.Next(record);) {
    loaded.limited = loaded.microseconds > seconds * 1e6;
    if (loaded.limited) break;
    ++loaded.records;
    loaded.text_bytes += record.Text().size();
    if (is_loaded) continue;
    const double begin = engine.Microseconds();
    engine.Add(record);
    loaded.microseconds += engine.Microseconds() - begin;
  }
  if (is_loaded) return loaded;
  const double begin = engine.Microseconds();
  engine.Finish();
  loaded.microseconds += engine.Microseconds() - begin;
  return loaded;
}

void PrintEngine(const std::string& name, const Engine& engine, const Loaded& loaded) {
  const double seconds = loaded.microseconds * 1e-6;
  std::printf(
      "{\"engine\":\"%s\",\"records\":%lu,\"build_per_s\":%.0f,\"index_bytes\":%lu,\"text_bytes\":%lu,\"rss_bytes\":%"
      "lu%s}\n",
      name.c_str(), loaded.records, seconds > 0 ? static_cast<double>(loaded.records) / seconds : 0,
      engine.IndexBytes(), loaded.text_bytes, AnonymousBytes(), loaded.limited ? ",\"limited\":true" : "");
  std::fflush(stdout);
}

void Run(const std::string& name, const std::string& text, const std::string& directory, const Limits& limits) {
  const bool is_loaded = name == "segments" && !std::filesystem::is_empty(directory);
  const auto queries = DrawQueries(Sample(text), kQueriesPerClass, 1);
  const auto engine = MakeEngine(name, directory);
  const Loaded loaded = Load(*engine, text, is_loaded, limits.load_seconds);
  Measure(name, *engine, queries, limits.class_seconds);
  PrintEngine(name, *engine, loaded);
}

}  // namespace
}  // namespace broadsheet::benchmark

int main(int argc, char** argv) {
  if (argc != 4 && argc != 6) {
    std::cerr << "usage: search_benchmark ENGINE TEXT DIRECTORY [LOAD_SECONDS CLASS_SECONDS]\n";
    return 2;
  }
  broadsheet::benchmark::Limits limits;
  if (argc == 6) limits = {std::atof(argv[4]), std::atof(argv[5])};
  broadsheet::benchmark::Run(argv[1], argv[2], argv[3], limits);
  return 0;
}
