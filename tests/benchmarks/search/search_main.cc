// search_benchmark ENGINE TEXT DIRECTORY: loads a collection into an engine and
// asks it; see search.sh. DIRECTORY keeps the index, so that a second run opens
// it instead, when the engine is ours.
#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <utility>

#include "collection.h"
#include "engine.h"
#include "queries.h"

namespace broadsheet::benchmark {
namespace {

constexpr size_t kSampleRecords = 4000, kQueriesPerClass = 20, kRepetitions = 5;

double ThreadMicroseconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) * 1e-3;
}

double ProcessSeconds() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

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
#endif
  std::cerr << "search_benchmark: no engine " << name << "\n";
  std::exit(2);
}

using Mode = std::pair<const char*, std::function<void(Engine&, const BenchmarkQuery&)>>;

void PrintRow(const std::string& engine, const char* mode, const std::string& query_class, size_t queries,
              std::vector<double> times) {
  std::sort(times.begin(), times.end());
  const auto at = [&](double share) {
    return times[std::min(times.size() - 1, static_cast<size_t>(share * static_cast<double>(times.size())))];
  };
  std::printf(
      "{\"engine\":\"%s\",\"mode\":\"%s\",\"class\":\"%s\",\"queries\":%zu,\"p50_us\":%.1f,\"p95_us\":%.1f,\"p99_us\":%"
      ".1f,\"max_us\":%.1f}\n",
      engine.c_str(), mode, query_class.c_str(), queries, at(0.5), at(0.95), at(0.99), times.back());
}

void Measure(const std::string& name, Engine& engine, const std::vector<BenchmarkQuery>& queries) {
  const Mode modes[] = {{"relevance", [](Engine& e, const BenchmarkQuery& q) { e.Relevance(q); }},
                        {"newest", [](Engine& e, const BenchmarkQuery& q) { e.Newest(q); }},
                        {"count", [](Engine& e, const BenchmarkQuery& q) { e.Count(q); }},
                        {"facets", [](Engine& e, const BenchmarkQuery& q) { e.Facets(q); }}};
  for (const auto& [mode, ask] : modes) {
    std::map<std::string, std::vector<double>> times;
    std::map<std::string, size_t> counts;
    for (const BenchmarkQuery& query : queries) {
      ask(engine, query);  // warm
      ++counts[query.query_class];
      for (size_t i = 0; i < kRepetitions; ++i) {
        const double begin = ThreadMicroseconds();
        ask(engine, query);
        const double time = ThreadMicroseconds() - begin;
        times[query.query_class].push_back(time);
        times["all"].push_back(time);
      }
    }
    counts["all"] = queries.size();
    for (auto& [query_class, all] : times) PrintRow(name, mode, query_class, counts[query_class], std::move(all));
    std::fflush(stdout);
  }
}

int Run(const std::string& name, const std::string& text, const std::string& directory) {
  std::vector<BenchmarkRecord> sample;
  const bool load = std::filesystem::is_empty(directory);
  auto engine = MakeEngine(name, directory);
  uint64_t records = 0, text_bytes = 0;
  double seconds = 0;
  CollectionReader reader(text);
  const uint64_t size = std::filesystem::file_size(text);
  for (BenchmarkRecord record; reader.Next(record);) {
    const uint64_t bytes = record.Text().size();
    // Spread evenly, as bytes tell how far the reader is.
    if (text_bytes * kSampleRecords >= sample.size() * size) sample.push_back(record);
    ++records;
    text_bytes += bytes;
    if (!load) continue;
    const double begin = ProcessSeconds();
    engine->Add(record);
    seconds += ProcessSeconds() - begin;
  }
  if (load) {
    const double begin = ProcessSeconds();
    engine->Finish();
    seconds += ProcessSeconds() - begin;
  }
  const auto queries = DrawQueries(sample, kQueriesPerClass, 1);
  sample = {};
  Measure(name, *engine, queries);
  std::printf(
      "{\"engine\":\"%s\",\"records\":%lu,\"build_per_s\":%.0f,\"index_bytes\":%lu,\"text_bytes\":%lu,\"rss_bytes\":%"
      "lu}\n",
      name.c_str(), records, seconds > 0 ? static_cast<double>(records) / seconds : 0, engine->IndexBytes(), text_bytes,
      AnonymousBytes());
  return 0;
}

}  // namespace
}  // namespace broadsheet::benchmark

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: search_benchmark ENGINE TEXT DIRECTORY\n";
    return 2;
  }
  return broadsheet::benchmark::Run(argv[1], argv[2], argv[3]);
}
