// Xapian over bigrams with positions; a single character is a wildcard.
#include <xapian.h>

#include <utility>

#include "bigrams.h"
#include "engine.h"

namespace broadsheet::benchmark {
namespace {

enum Slot : Xapian::valueno { kDateSlot, kPublicationSlot, kNumberSlot };

class XapianEngine : public Engine {
 public:
  explicit XapianEngine(const std::string& directory)
      : directory_(directory), writable_(directory + "/db", Xapian::DB_CREATE_OR_OPEN | Xapian::DB_NO_SYNC) {}

  void Add(const BenchmarkRecord& record) override {
    Xapian::Document document;
    Xapian::termpos position = 0;
    const auto add = [&](const std::string& line) {
      ForEachBigram(line, true,
                    [&](std::string_view bigram) { document.add_posting(std::string(bigram), ++position); });
      ++position;
    };
    add(record.headline);
    for (const std::string& paragraph : record.paragraphs) add(paragraph);
    document.add_value(kDateSlot, Xapian::sortable_serialise(static_cast<double>(record.date)));
    document.add_value(kPublicationSlot, record.publication);
    document.add_value(kNumberSlot, Xapian::sortable_serialise(static_cast<double>(record.number)));
    document.add_boolean_term("XP" + record.publication);
    writable_.add_document(document);
  }
  void Finish() override {
    writable_.commit();
    database_ = Xapian::Database(directory_ + "/db");
    records_ = database_.get_doccount();
  }
  uint64_t IndexBytes() const override { return DirectoryBytes(directory_); }

  std::vector<uint64_t> Relevance(const BenchmarkQuery& query) override {
    Xapian::Enquire enquire(database_);
    enquire.set_query(QueryOf(query));
    return Numbers(enquire.get_mset(0, 10));
  }
  // Documents are in the order of dates: the last come first.
  std::vector<uint64_t> Newest(const BenchmarkQuery& query) override {
    Xapian::Enquire enquire(database_);
    enquire.set_query(QueryOf(query));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_docid_order(Xapian::Enquire::DESCENDING);
    return Numbers(enquire.get_mset(0, 10));
  }
  uint64_t Count(const BenchmarkQuery& query) override {
    Xapian::Enquire enquire(database_);
    enquire.set_query(QueryOf(query));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    return enquire.get_mset(0, 0, records_ + 1).get_matches_estimated();
  }
  uint64_t Facets(const BenchmarkQuery& query) override {
    Xapian::Enquire enquire(database_);
    enquire.set_query(QueryOf(query));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    Xapian::ValueCountMatchSpy publications(kPublicationSlot);
    enquire.add_matchspy(&publications);
    enquire.get_mset(0, 0, records_ + 1);
    uint64_t values = 0;
    for (auto i = publications.values_begin(); i != publications.values_end(); ++i) ++values;
    return values;
  }

 private:
  static Xapian::Query PhraseOf(const std::string& term) {
    std::vector<std::string> bigrams;
    ForEachBigram(term, false, [&](std::string_view bigram) { bigrams.emplace_back(bigram); });
    if (CountCharacters(term) == 1) {
      return {Xapian::Query::OP_WILDCARD, term, 0, Xapian::Query::WILDCARD_LIMIT_ERROR, Xapian::Query::OP_SYNONYM};
    }
    if (bigrams.size() == 1) return Xapian::Query(bigrams.front());
    return {Xapian::Query::OP_PHRASE, bigrams.begin(), bigrams.end(), static_cast<Xapian::termcount>(bigrams.size())};
  }
  static Xapian::Query QueryOf(const BenchmarkQuery& query) {
    Xapian::Query all;
    for (const std::string& term : query.terms) {
      all = all.empty() ? PhraseOf(term) : Xapian::Query(Xapian::Query::OP_AND, all, PhraseOf(term));
    }
    if (query.HasDates()) {
      const Xapian::Query dates(Xapian::Query::OP_VALUE_RANGE, kDateSlot,
                                Xapian::sortable_serialise(static_cast<double>(query.first_date)),
                                Xapian::sortable_serialise(static_cast<double>(query.last_date)));
      all = Xapian::Query(Xapian::Query::OP_FILTER, all, dates);
    }
    if (!query.publication.empty()) {
      all = Xapian::Query(Xapian::Query::OP_FILTER, all, Xapian::Query("XP" + query.publication));
    }
    return all;
  }
  static std::vector<uint64_t> Numbers(const Xapian::MSet& set) {
    std::vector<uint64_t> numbers;
    for (auto i = set.begin(); i != set.end(); ++i) numbers.push_back(*i);
    return numbers;
  }

  std::string directory_;
  Xapian::WritableDatabase writable_;
  Xapian::Database database_;
  Xapian::doccount records_ = 0;
};

}  // namespace

std::unique_ptr<Engine> MakeXapianEngine(const std::string& directory) {
  return std::make_unique<XapianEngine>(directory);
}

}  // namespace broadsheet::benchmark
