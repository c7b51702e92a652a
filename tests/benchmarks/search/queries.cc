#include "queries.h"

#include <algorithm>
#include <random>
#include <string>

#include "common/text/utf8.h"

namespace broadsheet::benchmark {
namespace {

constexpr int kTries = 20000;

class Drawer {
 public:
  Drawer(const std::vector<BenchmarkRecord>& sample, uint64_t seed) : sample_(sample), random_(seed) {
    for (const BenchmarkRecord& record : sample) texts_.push_back(record.Text());
  }

  size_t Pick(size_t limit) { return static_cast<size_t>(random_() % limit); }
  const BenchmarkRecord& Record() { return sample_[Pick(sample_.size())]; }

  // `length` characters of some line of a record.
  std::string PieceOf(const BenchmarkRecord& record, size_t length) {
    const std::string& line = record.paragraphs.empty() || Pick(12) == 0
                                  ? record.headline
                                  : record.paragraphs[Pick(record.paragraphs.size())];
    std::vector<size_t> begins;
    for (size_t at = 0; at < line.size(); NextCharacter(line, at)) begins.push_back(at);
    if (begins.size() < length) return "";
    begins.push_back(line.size());
    const size_t first = Pick(begins.size() - length);
    return line.substr(begins[first], begins[first + length] - begins[first]);
  }
  std::string Piece(size_t length) { return PieceOf(Record(), length); }

  // Share of the sample's records that have it.
  double ShareOf(const std::string& text) const {
    const auto has = [&](const std::string& t) { return t.find(text) != std::string::npos; };
    return static_cast<double>(std::count_if(texts_.begin(), texts_.end(), has)) / static_cast<double>(texts_.size());
  }

  // A piece of only ideographs in a range of shares; the last tried if none is.
  std::string Han(size_t length, double low, double high) {
    std::string piece;
    for (int i = 0; i < kTries; ++i) {
      piece = Piece(length);
      if (piece.empty() || !AllHan(piece)) continue;
      const double share = ShareOf(piece);
      if (share >= low && share <= high) return piece;
    }
    return piece;
  }

  // A piece with both ASCII and ideographs, or punctuation.
  std::string Mixed() {
    for (int i = 0; i < kTries; ++i) {
      const std::string piece = Piece(2 + Pick(4));
      const bool ascii = std::any_of(piece.begin(), piece.end(), [](unsigned char c) { return c < 0x80 && c != ' '; });
      const bool wide = std::any_of(piece.begin(), piece.end(), [](unsigned char c) { return c >= 0x80; });
      if (ascii && wide) return piece;
    }
    return "5g";
  }

  static bool AllHan(const std::string& text) {
    for (size_t at = 0; at < text.size();) {
      if (!IsHan(NextCharacter(text, at))) return false;
    }
    return true;
  }

 private:
  const std::vector<BenchmarkRecord>& sample_;
  std::mt19937_64 random_;
  std::vector<std::string> texts_;
};

}  // namespace

std::vector<BenchmarkQuery> DrawQueries(const std::vector<BenchmarkRecord>& sample, size_t per_class, uint64_t seed) {
  Drawer drawer(sample, seed);
  std::vector<BenchmarkQuery> queries;
  const auto add = [&](const char* query_class, std::vector<std::string> terms) -> BenchmarkQuery& {
    queries.push_back({query_class, std::move(terms), INT64_MIN, INT64_MAX, ""});
    return queries.back();
  };
  for (size_t i = 0; i < per_class; ++i) {
    add("character", {drawer.Han(1, 0.01, 1)});
    add("common", {drawer.Han(2, 0.1, 1)});
    add("phrase", {drawer.Han(4, 0.002, 1)});
    add("medium", {drawer.Han(2, 0.01, 0.05)});
    add("rare", {drawer.Han(3, 0, 0.002)});
    add("and", {drawer.Han(2, 0.05, 1), drawer.Han(2, 0.02, 1)});
    BenchmarkQuery& filtered = add("filter", {drawer.Han(2, 0.05, 1)});
    const BenchmarkRecord& record = drawer.Record();
    if (i % 2 == 0) {
      filtered.first_date = record.date;
      filtered.last_date = record.date + 365;
    } else {
      filtered.publication = record.publication;
    }
    add("mixed", {drawer.Mixed()});
    add("miss", {drawer.Han(2, 0.005, 1) + drawer.Han(2, 0.005, 1) + drawer.Han(2, 0.005, 1)});
  }
  return queries;
}

std::vector<BenchmarkQuery> DrawRandomQueries(const std::vector<BenchmarkRecord>& sample, size_t count, uint64_t seed) {
  Drawer drawer(sample, seed);
  std::vector<BenchmarkQuery> queries;
  while (queries.size() < count) {
    BenchmarkQuery query{"random", {}, INT64_MIN, INT64_MAX, ""};
    const BenchmarkRecord& record = drawer.Record();
    for (size_t terms = drawer.Pick(3) == 0 ? 2 : 1; terms > 0; --terms) {
      std::string piece = drawer.PieceOf(record, 1 + drawer.Pick(drawer.Pick(4) == 0 ? 12 : 5));
      if (drawer.Pick(8) == 0) piece += drawer.Piece(1 + drawer.Pick(2));  // mostly noise
      if (!piece.empty()) query.terms.push_back(piece);
    }
    if (query.terms.empty()) continue;
    if (drawer.Pick(6) == 0) {
      query.first_date = record.date - 100;
      query.last_date = record.date + 100;
    }
    if (drawer.Pick(6) == 0) query.publication = record.publication;
    queries.push_back(std::move(query));
  }
  return queries;
}

}  // namespace broadsheet::benchmark
