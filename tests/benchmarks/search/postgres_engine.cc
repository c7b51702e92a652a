// PostgreSQL: bigrams with positions as a tsvector under a GIN index; a single
// character is a prefix query. The server listens on a socket in the engine's
// directory.
#include <fcntl.h>
#include <libpq-fe.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <map>
#include <utility>

#include "bigrams.h"
#include "engine.h"

namespace broadsheet::benchmark {
namespace {

// A tsvector's own limits.
constexpr size_t kLastPosition = 16383, kPositionsPerToken = 255;

using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

std::string Quoted(std::string_view token) {
  std::string quoted = "'";
  for (const char c : token) {
    if (c == '\'' || c == '\\') quoted += c;
    quoted += c;
  }
  return quoted + "'";
}

std::string VectorOf(const BenchmarkRecord& record) {
  std::map<std::string, std::vector<size_t>> positions;
  size_t position = 0;
  const auto add = [&](const std::string& line) {
    ForEachBigram(line, true, [&](std::string_view bigram) {
      std::vector<size_t>& all = positions[std::string(bigram)];
      if (++position <= kLastPosition && all.size() < kPositionsPerToken) all.push_back(position);
    });
    ++position;
  };
  add(record.headline);
  for (const std::string& paragraph : record.paragraphs) add(paragraph);
  std::string vector;
  for (const auto& [token, all] : positions) {
    vector += Quoted(token);
    for (size_t i = 0; i < all.size(); ++i) vector += (i == 0 ? ":" : ",") + std::to_string(all[i]);
    vector += ' ';
  }
  return vector;
}

std::string QueryOf(const BenchmarkQuery& query) {
  std::string all;
  for (const std::string& term : query.terms) {
    std::string phrase;
    ForEachBigram(term, false, [&](std::string_view bigram) {
      if (!phrase.empty()) phrase += " <-> ";
      phrase += Quoted(bigram);
    });
    if (CountCharacters(term) == 1) phrase += ":*";
    all += (all.empty() ? "(" : " & (") + phrase + ")";
  }
  return all;
}

class PostgresEngine : public Engine {
 public:
  explicit PostgresEngine(const std::string& directory)
      : connection_(PQconnectdb(("host=" + directory + " dbname=postgres").c_str())) {
    if (PQstatus(connection_) != CONNECTION_OK) Fail("connect");
    const std::string usage = "/proc/" + std::to_string(PQbackendPID(connection_)) + "/schedstat";
    server_usage_ = open(usage.c_str(), O_RDONLY | O_CLOEXEC);
    if (server_usage_ < 0) Fail(usage);
    Execute("SET max_parallel_workers_per_gather = 0");
    Execute("SET max_parallel_maintenance_workers = 0");
    Execute("SET maintenance_work_mem = '1GB'");
    Execute("SET work_mem = '256MB'");
    Execute("SET jit = off");
    Execute("CREATE TABLE docs(id int PRIMARY KEY, date int, publication text, vector tsvector)");
    Execute("COPY docs FROM STDIN", PGRES_COPY_IN);
  }
  ~PostgresEngine() override {
    close(server_usage_);
    PQfinish(connection_);
  }

  void Add(const BenchmarkRecord& record) override {
    const std::string row = std::to_string(record.number) + "\t" + std::to_string(record.date) + "\t" +
                            Escaped(record.publication) + "\t" + Escaped(VectorOf(record)) + "\n";
    if (PQputCopyData(connection_, row.data(), static_cast<int>(row.size())) != 1) Fail("copy");
  }
  void Finish() override {
    if (PQputCopyEnd(connection_, nullptr) != 1) Fail("copy");
    while (const Answer answer{PQgetResult(connection_), PQclear}) {
      if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) Fail("copy");
    }
    Execute("CREATE INDEX docs_vector ON docs USING gin(vector)");
    Execute("CREATE INDEX docs_date ON docs(date)");
    Execute("VACUUM ANALYZE docs");
  }
  // The table holds what the index was made of, and ranking reads it.
  uint64_t IndexBytes() const override {
    return Number(Execute("SELECT pg_total_relation_size('docs')", PGRES_TUPLES_OK));
  }

  std::vector<uint64_t> Relevance(const BenchmarkQuery& query) override {
    return Ids(Ask("SELECT id FROM docs, to_query q WHERE ", " ORDER BY ts_rank(vector, q) DESC LIMIT 10", query));
  }
  std::vector<uint64_t> Newest(const BenchmarkQuery& query) override {
    return Ids(Ask("SELECT id FROM docs, to_query q WHERE ", " ORDER BY id DESC LIMIT 10", query));
  }
  uint64_t Count(const BenchmarkQuery& query) override {
    return Number(Ask("SELECT count(*) FROM docs, to_query q WHERE ", "", query));
  }
  uint64_t Facets(const BenchmarkQuery& query) override {
    return static_cast<uint64_t>(PQntuples(
        Ask("SELECT publication, count(*) FROM docs, to_query q WHERE ", " GROUP BY publication", query).get()));
  }

  double Microseconds() const override {
    char usage[64] = {};
    if (pread(server_usage_, usage, sizeof(usage) - 1, 0) <= 0) return Engine::Microseconds();
    return Engine::Microseconds() + std::strtod(usage, nullptr) * 1e-3;  // nanoseconds on a CPU
  }

 private:
  [[noreturn]] void Fail(const std::string& what) const {
    std::cerr << "postgres: " << what << ": " << PQerrorMessage(connection_) << "\n";
    std::exit(1);
  }
  Answer Execute(const std::string& sql, ExecStatusType wanted = PGRES_COMMAND_OK) const {
    Answer answer(PQexec(connection_, sql.c_str()), PQclear);
    if (PQresultStatus(answer.get()) != wanted) Fail(sql);
    return answer;
  }
  // A statement is prepared once; `select` and `order` have nothing of the query.
  Answer Ask(std::string select, const std::string& order, const BenchmarkQuery& query) {
    const std::string text = QueryOf(query), first = std::to_string(query.first_date),
                      last = std::to_string(query.last_date);
    std::vector<const char*> values = {text.c_str()};
    select.replace(select.find("to_query q"), 10, "(SELECT $1::tsquery AS q) AS asked");
    select += "vector @@ q";
    if (query.HasDates()) {
      values.insert(values.end(), {first.c_str(), last.c_str()});
      select += " AND date BETWEEN $2::int AND $3::int";
    }
    if (!query.publication.empty()) {
      values.push_back(query.publication.c_str());
      select += " AND publication = $" + std::to_string(values.size());
    }
    select += order;
    const auto [entry, is_new] = prepared_.emplace(select, "s" + std::to_string(prepared_.size()));
    const char* const name = entry->second.c_str();
    if (is_new) {
      const Answer prepared(PQprepare(connection_, name, select.c_str(), 0, nullptr), PQclear);
      if (PQresultStatus(prepared.get()) != PGRES_COMMAND_OK) Fail(select);
    }
    Answer answer(
        PQexecPrepared(connection_, name, static_cast<int>(values.size()), values.data(), nullptr, nullptr, 0),
        PQclear);
    if (PQresultStatus(answer.get()) != PGRES_TUPLES_OK) Fail(text);
    return answer;
  }

  static std::string Escaped(const std::string& value) {
    std::string escaped;
    for (const char c : value) {
      if (c == '\\') escaped += c;
      escaped += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
    }
    return escaped;
  }
  static uint64_t Number(const Answer& answer) { return std::strtoull(PQgetvalue(answer.get(), 0, 0), nullptr, 10); }
  static std::vector<uint64_t> Ids(const Answer& answer) {
    std::vector<uint64_t> ids;
    for (int i = 0; i < PQntuples(answer.get()); ++i) {
      ids.push_back(std::strtoull(PQgetvalue(answer.get(), i, 0), nullptr, 10));
    }
    return ids;
  }

  PGconn* connection_;
  int server_usage_ = -1;
  std::map<std::string, std::string> prepared_;  // names by statement
};

}  // namespace

std::unique_ptr<Engine> MakePostgresEngine(const std::string& directory) {
  return std::make_unique<PostgresEngine>(directory);
}

}  // namespace broadsheet::benchmark
