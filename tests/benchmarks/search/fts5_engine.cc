// SQLite FTS5 over bigrams: the text is cut into all its bigrams, separated by
// spaces and written in hexadecimal, so that the built-in tokenizer keeps each
// whole and phrases are exact. A single character is a prefix query.
#include <SQLiteCpp/SQLiteCpp.h>

#include "bigrams.h"
#include "common/text/utf8.h"
#include "engine.h"

namespace broadsheet::benchmark {
namespace {

std::string HexOf(std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (const unsigned char c : text) {
    hex += kDigits[c >> 4];
    hex += kDigits[c & 15];
  }
  return hex;
}

// The last character of a line is a token by itself: prefixes find it.
std::string Tokens(std::string_view line, bool with_last) {
  std::string tokens;
  ForEachBigram(line, with_last, [&](std::string_view bigram) {
    if (!tokens.empty()) tokens += ' ';
    tokens += HexOf(bigram);
  });
  return tokens;
}

class Fts5Engine : public Engine {
 public:
  explicit Fts5Engine(const std::string& directory)
      : directory_(directory), db_(directory + "/fts5.db", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
    db_.exec(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-500000; PRAGMA mmap_size=17179869184;"
        "CREATE TABLE meta(id INTEGER PRIMARY KEY, date INT, publication TEXT);"
        "CREATE VIRTUAL TABLE fts USING fts5(text, content='', tokenize='ascii'); BEGIN");
    insert_ = std::make_unique<SQLite::Statement>(db_, "INSERT INTO fts(rowid, text) VALUES(?, ?)");
    meta_ = std::make_unique<SQLite::Statement>(db_, "INSERT INTO meta VALUES(?, ?, ?)");
  }

  void Add(const BenchmarkRecord& record) override {
    // A token that no query has stands between two lines.
    std::string text = Tokens(record.headline, true);
    for (const std::string& paragraph : record.paragraphs) text += " x " + Tokens(paragraph, true);
    insert_->bind(1, static_cast<int64_t>(record.number));
    insert_->bind(2, text);
    insert_->exec();
    insert_->reset();
    meta_->bind(1, static_cast<int64_t>(record.number));
    meta_->bind(2, record.date);
    meta_->bind(3, record.publication);
    meta_->exec();
    meta_->reset();
    if (record.number % 20000 == 0) db_.exec("COMMIT; BEGIN");
  }
  void Finish() override {
    db_.exec("COMMIT");
    insert_.reset();
    meta_.reset();
    db_.exec("CREATE INDEX by_publication ON meta(publication, id); CREATE INDEX by_date ON meta(date, id)");
    db_.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  }
  uint64_t IndexBytes() const override { return DirectoryBytes(directory_); }

  std::vector<uint64_t> Relevance(const BenchmarkQuery& query) override { return Ids(query, "ORDER BY rank LIMIT 10"); }
  std::vector<uint64_t> Newest(const BenchmarkQuery& query) override {
    return Ids(query, "ORDER BY rowid DESC LIMIT 10");
  }
  uint64_t Count(const BenchmarkQuery& query) override {
    auto statement = Prepare("SELECT count(*) FROM fts WHERE fts MATCH ?" + Where(query), query);
    statement.executeStep();
    return static_cast<uint64_t>(statement.getColumn(0).getInt64());
  }
  uint64_t Facets(const BenchmarkQuery& query) override {
    auto statement =
        Prepare("SELECT m.publication, count(*) FROM fts JOIN meta m ON m.id = fts.rowid WHERE fts MATCH ?" +
                    Where(query) + " GROUP BY 1",
                query);
    uint64_t values = 0;
    while (statement.executeStep()) ++values;
    return values;
  }

 private:
  static std::string Match(const BenchmarkQuery& query) {
    std::string match;
    for (const std::string& term : query.terms) {
      if (!match.empty()) match += " AND ";
      match += "\"" + Tokens(term, false) + "\"" + (CountCharacters(term) == 1 ? "*" : "");
    }
    return match;
  }
  // Numbers follow dates, so a range of dates is a range of rows.
  static std::string Where(const BenchmarkQuery& query) {
    std::string where;
    if (query.HasDates()) {
      where += " AND fts.rowid BETWEEN (SELECT min(id) FROM meta WHERE date >= " + std::to_string(query.first_date) +
               ") AND (SELECT max(id) FROM meta WHERE date <= " + std::to_string(query.last_date) + ")";
    }
    if (!query.publication.empty()) where += " AND (SELECT publication FROM meta q WHERE q.id = fts.rowid) = ?";
    return where;
  }
  SQLite::Statement Prepare(const std::string& sql, const BenchmarkQuery& query) {
    SQLite::Statement statement(db_, sql);
    statement.bind(1, Match(query));
    if (!query.publication.empty()) statement.bind(2, query.publication);
    return statement;
  }
  std::vector<uint64_t> Ids(const BenchmarkQuery& query, const std::string& order) {
    auto statement = Prepare("SELECT rowid FROM fts WHERE fts MATCH ?" + Where(query) + " " + order, query);
    std::vector<uint64_t> ids;
    while (statement.executeStep()) ids.push_back(static_cast<uint64_t>(statement.getColumn(0).getInt64()));
    return ids;
  }

  std::string directory_;
  SQLite::Database db_;
  std::unique_ptr<SQLite::Statement> insert_, meta_;
};

}  // namespace

std::unique_ptr<Engine> MakeFts5Engine(const std::string& directory) { return std::make_unique<Fts5Engine>(directory); }

}  // namespace broadsheet::benchmark
