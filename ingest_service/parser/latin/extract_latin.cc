#include "ingest_service/parser/latin/extract_latin.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "ingest_service/parser/latin/attributions.h"
#include "ingest_service/parser/latin/bodies.h"
#include "ingest_service/parser/latin/dates.h"
#include "ingest_service/parser/latin/gazetteer.h"
#include "ingest_service/parser/latin/names.h"
#include "ingest_service/parser/latin/people.h"
#include "ingest_service/parser/latin/places.h"
#include "ingest_service/parser/latin/quotes.h"

namespace broadsheet::ingest {
namespace {

struct Language {
  explicit Language(const LatinWording& wording) : vocabulary(wording), dates(wording), gazetteer(wording) {}

  const latin::Vocabulary vocabulary;
  const latin::DatePatterns dates;
  const latin::Gazetteer gazetteer;
};

// Made when it is first asked for: 20 ms. Null: no such language.
const Language* LanguageNamed(std::string_view name) {
  const LatinWording* const wording = FindLatinWording(name);
  if (wording == nullptr) return nullptr;
  static std::mutex mutex;
  static auto* const made = new std::map<std::string_view, std::unique_ptr<const Language>>;
  const std::lock_guard lock(mutex);
  std::unique_ptr<const Language>& language = (*made)[wording->language];
  if (language == nullptr) language = std::make_unique<const Language>(*wording);
  return language.get();
}

std::vector<std::string> CreditedNames(const record::v1::Record& record) {
  std::vector<std::string> names;
  for (const record::v1::Credit& credit : record.reporters()) names.push_back(credit.name());
  for (const record::v1::Credit& credit : record.credits()) names.push_back(credit.name());
  return names;
}

void WritePersons(const latin::Body& body, const latin::People& people, record::v1::Record& record) {
  for (const latin::Person& person : people.persons) {
    record::v1::Entity& entity = *record.add_persons();
    entity.set_name(person.name);
    for (const latin::TokenRange& mention : person.mentions) *entity.add_ranges() = RangeOf(body, mention);
  }
}

}  // namespace

void ExtractLatin(std::string_view language, const record::v1::Date& issue_date, record::v1::Record& record) {
  const Language* const known = LanguageNamed(language);
  if (known == nullptr) return;
  const latin::Vocabulary& vocabulary = known->vocabulary;
  const latin::Body body = latin::ReadBody(record, vocabulary);
  const std::vector<latin::ByteSpan> dates = latin::ExtractDates(body, known->dates, vocabulary, issue_date, record);
  const std::vector<latin::NameRun> runs = latin::FindNames(body, dates, vocabulary, known->gazetteer);
  const latin::People people = latin::FindPeople(body, runs, CreditedNames(record), vocabulary);
  const std::vector<latin::Quotation> quotations = latin::FindQuotations(body);
  latin::WriteQuotes(body, quotations, latin::FindAttributions(body, people, quotations, vocabulary), vocabulary,
                     record);
  WritePersons(body, people, record);
  latin::WriteBodies(body, runs, record);
  latin::WritePlaces(body, runs, people, vocabulary, known->gazetteer, record);
}

}  // namespace broadsheet::ingest
