#include "query_service/search/document.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/text/fold.h"
#include "query_service/search/dates.h"
#include "query_service/search/record_text.h"

namespace broadsheet::query {
namespace {

using record::v1::Record;

constexpr FieldMask kAllFields = (1u << kTextFieldCount) - 1;

void AddString(IndexDocument& document, Column column, std::string_view value) {
  std::vector<std::string>& values = document.strings[static_cast<int>(column) - kNumberColumnCount];
  if (value.empty() || std::find(values.begin(), values.end(), value) != values.end()) return;
  values.emplace_back(value);
}

void SetNumber(IndexDocument& document, Column column, int64_t value) {
  document.numbers[static_cast<int>(column)] = value;
}

void AddNumbers(const Record& record, IndexDocument& document) {
  const auto days = ParseDays(record.date());
  SetNumber(document, Column::kDate, days && days->first == days->last ? days->first : kNoDate);
  SetNumber(document, Column::kPage, record.page());
  SetNumber(document, Column::kOrdinal, record.ordinal());
  SetNumber(document, Column::kKind, record.kind());
  SetNumber(document, Column::kTruncated, record.truncation() != record::v1::TRUNCATION_UNSPECIFIED);
}

// publications/{p}/issues/{i}/records/{r}: the name, its issue and {p}.
void AddNames(const Record& record, IndexDocument& document) {
  const std::string_view name = record.name();
  AddString(document, Column::kName, name);
  const size_t records = name.rfind("/records/"), publication = name.find('/');
  if (records == std::string_view::npos) return;
  AddString(document, Column::kIssue, name.substr(0, records));
  AddString(document, Column::kPublicationId,
            name.substr(publication + 1, name.find('/', publication + 1) - publication - 1));
}

void AddStrings(const Record& record, IndexDocument& document) {
  AddString(document, Column::kPublication, record.publication());
  AddString(document, Column::kSection, record.section());
  AddString(document, Column::kLanguage, record.language());
  AddString(document, Column::kHeadline, record.headline().text());
  AddString(document, Column::kSpeakerName, record.speaker().name());
  for (const auto& title : record.speaker().titles()) {
    AddString(document, Column::kSpeakerTitle, title.text().text());
    AddString(document, Column::kSpeakerRole, title.role());
  }
  for (const auto& credit : record.reporters()) AddString(document, Column::kReporter, credit.name());
  for (const auto& credit : record.credits()) AddString(document, Column::kCredit, credit.name());
  for (const auto& person : record.persons()) AddString(document, Column::kPerson, person.name());
  for (const auto& body : record.organizations()) AddString(document, Column::kOrganization, body.name());
  for (const auto& place : record.places()) AddString(document, Column::kPlace, place.name());
  for (const auto& keyword : record.keywords()) AddString(document, Column::kKeyword, keyword);
}

}  // namespace

IndexDocument MakeDocument(DocId id, const Record& record) {
  IndexDocument document;
  document.id = id;
  AddNumbers(record, document);
  AddNames(record, document);
  AddStrings(record, document);
  VisitTexts(record, kAllFields, [&](const RecordText& text) {
    std::string folded = Fold(text.text);
    if (!folded.empty()) document.text[static_cast<int>(FieldOf(text.part))].push_back(std::move(folded));
    return true;
  });
  return document;
}

}  // namespace broadsheet::query
