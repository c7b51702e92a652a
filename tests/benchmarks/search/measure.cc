#include "measure.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <utility>

namespace broadsheet::benchmark {
namespace {

constexpr int kRepetitions = 5;

struct Mode {
  const char* name;
  void (*ask)(Engine&, const BenchmarkQuery&);
};
constexpr Mode kModes[] = {{"relevance", [](Engine& e, const BenchmarkQuery& q) { e.Relevance(q); }},
                           {"newest", [](Engine& e, const BenchmarkQuery& q) { e.Newest(q); }},
                           {"count", [](Engine& e, const BenchmarkQuery& q) { e.Count(q); }},
                           {"facets", [](Engine& e, const BenchmarkQuery& q) { e.Facets(q); }}};

// What was measured of a class of queries in a mode.
struct Row {
  size_t queries = 0;
  bool limited = false;
  double spent = 0;           // microseconds, warming up included
  std::vector<double> times;  // microseconds

  double At(double share) const {
    return times[std::min(times.size() - 1, static_cast<size_t>(share * static_cast<double>(times.size())))];
  }
};

double TimeOf(Engine& engine, const Mode& mode, const BenchmarkQuery& query) {
  const double begin = engine.Microseconds();
  mode.ask(engine, query);
  return engine.Microseconds() - begin;
}

void MeasureQuery(Engine& engine, const Mode& mode, const BenchmarkQuery& query, double limit, Row& row) {
  row.limited = row.limited || row.spent > limit;
  if (row.limited) return;
  ++row.queries;
  const double warming = TimeOf(engine, mode, query);
  row.spent += warming;
  // One that is as slow as that is as well timed at once.
  const int repetitions = warming * kRepetitions * 10 > limit ? 1 : kRepetitions;
  for (int i = 0; i < repetitions; ++i) {
    row.times.push_back(TimeOf(engine, mode, query));
    row.spent += row.times.back();
  }
}

void Print(const std::string& engine, const char* mode, const std::string& query_class, Row row) {
  std::sort(row.times.begin(), row.times.end());
  std::printf(
      "{\"engine\":\"%s\",\"mode\":\"%s\",\"class\":\"%s\",\"queries\":%zu,\"p50_us\":%.1f,\"p95_us\":%.1f,\"p99_us\":%"
      ".1f,\"max_us\":%.1f%s}\n",
      engine.c_str(), mode, query_class.c_str(), row.queries, row.At(0.5), row.At(0.95), row.At(0.99), row.times.back(),
      row.limited ? ",\"limited\":true" : "");
}

}  // namespace

void Measure(const std::string& name, Engine& engine, const std::vector<BenchmarkQuery>& queries,
             double class_seconds) {
  for (const Mode& mode : kModes) {
    std::map<std::string, Row> rows;
    for (const BenchmarkQuery& query : queries) {
      MeasureQuery(engine, mode, query, class_seconds * 1e6, rows[query.query_class]);
    }
    Row all;
    for (const auto& [query_class, row] : rows) {
      all.queries += row.queries;
      all.limited = all.limited || row.limited;
      all.times.insert(all.times.end(), row.times.begin(), row.times.end());
      Print(name, mode.name, query_class, row);
    }
    Print(name, mode.name, "all", std::move(all));
    std::fflush(stdout);
  }
}

}  // namespace broadsheet::benchmark
