#include "segments_engine.h"

#include <cstdlib>
#include <iostream>
#include <utility>

#include "common/text/fold.h"
#include "query_service/index/segments/open_segment_index.h"

namespace broadsheet::benchmark {
namespace {

using query::Column;
using query::Filter;
using query::TextField;
using query::TextQuery;

// As many records as a follower applies at once while it catches up.
constexpr size_t kBatch = 1000;

void Check(const absl::Status& status) {
  if (status.ok()) return;
  std::cerr << status << "\n";
  std::exit(1);
}

class SegmentsEngine : public Engine {
 public:
  explicit SegmentsEngine(const std::string& directory) : directory_(directory) {
    auto index = query::OpenSegmentIndex(directory, {.background_merges = false});
    Check(index.status());
    index_ = std::move(*index);
    sequence_ = index_->Applied();
  }

  void Add(const BenchmarkRecord& record) override {
    batch_.added.push_back(DocumentOf(record));
    if (batch_.added.size() == kBatch) Apply();
  }
  void Finish() override {
    Apply();
    Check(index_->Flush());
  }
  uint64_t IndexBytes() const override { return DirectoryBytes(directory_); }

  std::vector<uint64_t> Relevance(const BenchmarkQuery& query) override {
    query::IndexSearch search = SearchOf(query);
    search.count = false;
    return Numbers(search);
  }
  std::vector<uint64_t> Newest(const BenchmarkQuery& query) override {
    query::IndexSearch search = SearchOf(query);
    search.count = false;
    search.order = query::SortOrder::kNewest;
    return Numbers(search);
  }
  uint64_t Count(const BenchmarkQuery& query) override {
    query::IndexSearch search = SearchOf(query);
    search.limit = 0;
    return Answer(search).total;
  }
  uint64_t Facets(const BenchmarkQuery& query) override {
    query::IndexSearch search = SearchOf(query);
    search.limit = 0;
    search.facets = {Column::kPublication};
    return Answer(search).facets.front().distinct;
  }

 private:
  void Apply() {
    if (batch_.added.empty()) return;
    batch_.first = sequence_ + 1;
    batch_.last = sequence_ += batch_.added.size();
    Check(index_->Apply(std::exchange(batch_, {})));
  }
  query::IndexAnswer Answer(const query::IndexSearch& search) const {
    auto answer = index_->Search(search);
    Check(answer.status());
    return std::move(*answer);
  }
  std::vector<uint64_t> Numbers(const query::IndexSearch& search) const {
    std::vector<uint64_t> numbers;
    for (const query::IndexHit& hit : Answer(search).hits) numbers.push_back(hit.id);
    return numbers;
  }

  std::string directory_;
  std::unique_ptr<query::RecordIndex> index_;
  query::IndexBatch batch_;
  uint64_t sequence_ = 0;
};

}  // namespace

query::IndexDocument DocumentOf(const BenchmarkRecord& record) {
  query::IndexDocument document;
  document.id = record.number;
  document.text[static_cast<int>(TextField::kHeadline)] = {record.headline};
  document.text[static_cast<int>(TextField::kReporter)] = {record.reporter};
  document.text[static_cast<int>(TextField::kBody)] = record.paragraphs;
  document.numbers[static_cast<int>(Column::kDate)] = record.date;
  document.numbers[static_cast<int>(Column::kPage)] = static_cast<int64_t>(record.number % 16 + 1);
  const auto set = [&](Column column, std::string value) {
    document.strings[static_cast<int>(column) - query::kNumberColumnCount] = {std::move(value)};
  };
  const std::string issue = "publications/p/issues/" + std::to_string(record.date);
  set(Column::kName, issue + "/records/" + std::to_string(record.number));
  set(Column::kIssue, issue);
  set(Column::kPublication, record.publication);
  set(Column::kSection, record.section);
  set(Column::kReporter, record.reporter);
  set(Column::kHeadline, record.headline);
  return document;
}

query::IndexSearch SearchOf(const BenchmarkQuery& query) {
  query::IndexSearch search;
  search.query.kind = TextQuery::Kind::kAnd;
  for (const std::string& term : query.terms) {
    search.query.children.push_back({.kind = TextQuery::Kind::kPhrase, .text = term});
  }
  search.filter.kind = Filter::Kind::kAnd;
  if (query.HasDates()) {
    search.filter.children.push_back({.kind = Filter::Kind::kCompare,
                                      .column = Column::kDate,
                                      .op = Filter::Op::kGreaterEqual,
                                      .number = query.first_date});
    search.filter.children.push_back({.kind = Filter::Kind::kCompare,
                                      .column = Column::kDate,
                                      .op = Filter::Op::kLessEqual,
                                      .number = query.last_date});
  }
  if (!query.publication.empty()) {
    search.filter.children.push_back(
        {.kind = Filter::Kind::kEquals, .column = Column::kPublication, .text = Fold(query.publication)});
  }
  return search;
}

std::unique_ptr<Engine> MakeSegmentsEngine(const std::string& directory) {
  return std::make_unique<SegmentsEngine>(directory);
}

}  // namespace broadsheet::benchmark
