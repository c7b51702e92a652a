// A search engine under measurement.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::benchmark {

// A record of the collection; all text folded.
struct BenchmarkRecord {
  uint64_t number = 0;  // from 1, in the order of dates
  int64_t date = 0;     // days since 1970
  std::string publication, section, reporter, headline;
  std::vector<std::string> paragraphs;

  // Headline and paragraphs, a line each: what the peers index.
  std::string Text() const;
};

struct BenchmarkQuery {
  std::string query_class;
  std::vector<std::string> terms;  // all of them, as phrases
  int64_t first_date = INT64_MIN, last_date = INT64_MAX;
  std::string publication;  // empty: any

  bool HasDates() const { return first_date != INT64_MIN; }
};

class Engine {
 public:
  virtual ~Engine() = default;

  virtual void Add(const BenchmarkRecord& record) = 0;
  // Everything is durable and searchable after this.
  virtual void Finish() = 0;
  virtual uint64_t IndexBytes() const = 0;

  // The numbers of the first 10.
  virtual std::vector<uint64_t> Relevance(const BenchmarkQuery& query) = 0;
  virtual std::vector<uint64_t> Newest(const BenchmarkQuery& query) = 0;
  virtual uint64_t Count(const BenchmarkQuery& query) = 0;
  // By publication; the number of different values.
  virtual uint64_t Facets(const BenchmarkQuery& query) = 0;

  // CPU time spent so far: of the calling thread, and of a server's process
  // that answers it.
  virtual double Microseconds() const;
};

// `directory` is empty and the engine's own; PostgreSQL's has its server's socket.
std::unique_ptr<Engine> MakeSegmentsEngine(const std::string& directory);
std::unique_ptr<Engine> MakeFts5Engine(const std::string& directory);
#ifdef BROADSHEET_PEERS
std::unique_ptr<Engine> MakeXapianEngine(const std::string& directory);
std::unique_ptr<Engine> MakeGroongaEngine(const std::string& directory);
std::unique_ptr<Engine> MakePostgresEngine(const std::string& directory);
#endif

// Bytes of the files in a directory.
uint64_t DirectoryBytes(const std::string& directory);

}  // namespace broadsheet::benchmark
