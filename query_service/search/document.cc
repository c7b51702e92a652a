#include "query_service/search/document.h"

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "common/text/fold.h"
#include "common/text/script.h"
#include "common/text/utf8.h"
#include "query_service/search/dates.h"
#include "query_service/search/match_classes.h"
#include "query_service/search/record_text.h"
#include "query_service/search/spelling.h"

namespace broadsheet::query {
namespace {

using record::v1::Record;

// Adds values that are not empty, each once, in the order in which they come.
class DistinctValues {
 public:
  explicit DistinctValues(std::vector<std::string>& values) : values_(values) {}
  void Add(const std::string& value) {
    if (!value.empty() && known_.insert(value).second) values_.push_back(value);
  }

 private:
  std::vector<std::string>& values_;
  absl::flat_hash_set<std::string> known_;
};

std::vector<std::string>& StringsOf(IndexDocument& document, Column column) {
  return document.strings[static_cast<int>(column) - kNumberColumnCount];
}

void SetString(IndexDocument& document, Column column, std::string_view value) {
  if (!value.empty()) StringsOf(document, column).emplace_back(value);
}

// What `text_of` says of each of `parts`.
template <typename Parts, typename TextOf>
void AddEach(IndexDocument& document, Column column, const Parts& parts, TextOf text_of) {
  DistinctValues values(StringsOf(document, column));
  for (const auto& part : parts) values.Add(text_of(part));
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
  SetString(document, Column::kName, name);
  const size_t records = name.rfind("/records/"), publication = name.find('/');
  if (records == std::string_view::npos) return;
  SetString(document, Column::kIssue, name.substr(0, records));
  SetString(document, Column::kPublicationId,
            name.substr(publication + 1, name.find('/', publication + 1) - publication - 1));
}

void AddStrings(const Record& record, IndexDocument& document) {
  SetString(document, Column::kPublication, record.publication());
  SetString(document, Column::kSection, record.section());
  SetString(document, Column::kLanguage, record.language());
  SetString(document, Column::kHeadline, record.headline().text());
  SetString(document, Column::kSpeakerName, record.speaker().name());
  const auto name_of = [](const auto& part) { return part.name(); };
  const auto& titles = record.speaker().titles();
  AddEach(document, Column::kSpeakerTitle, titles, [](const auto& title) { return title.text().text(); });
  AddEach(document, Column::kSpeakerRole, titles, [](const auto& title) { return title.role(); });
  AddEach(document, Column::kReporter, record.reporters(), name_of);
  AddEach(document, Column::kCredit, record.credits(), name_of);
  AddEach(document, Column::kPerson, record.persons(), name_of);
  AddEach(document, Column::kOrganization, record.organizations(), name_of);
  AddEach(document, Column::kPlace, record.places(), name_of);
  AddEach(document, Column::kKeyword, record.keywords(), [](const std::string& keyword) { return keyword; });
}

std::vector<std::string>& TextsOf(IndexDocument& document, TextField field) {
  return document.text[static_cast<int>(field)];
}

// Names and headlines by their sound.
void AddSpelling(const Record& record, IndexDocument& document) {
  DistinctValues values(TextsOf(document, TextField::kSpelling));
  const auto add_name = [&](const std::string& name) {
    const std::string folded = Fold(name);
    values.Add(SyllablesOf(folded));
    for (const std::string& initials : InitialsOf(folded)) values.Add(initials);
  };
  add_name(record.speaker().name());
  for (const auto& credit : record.reporters()) add_name(credit.name());
  for (const auto& person : record.persons()) add_name(person.name());
  for (const std::string& headline : TextsOf(document, TextField::kHeadline)) values.Add(SyllablesOf(headline));
}

// False: folding surely replaces no traditional character in it.
bool MayHaveTraditional(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const char32_t c = NextCharacter(text, at);
    const bool plain = c < 0x2E80 || (c >= 0x3000 && c < 0x3200) || (c >= 0x4E00 && c < 0xA000) || c >= 0xFF00;
    if (!plain || Simplify(c) != c) return true;  // compatibility forms can be anything
  }
  return false;
}

// Latin words, and the texts in their own script if folding loses it.
void AddForms(const Record& record, IndexDocument& document) {
  std::set<std::string> words;
  bool traditional = false;
  VisitTexts(record, kDefaultFields, [&](const RecordText& text) {
    traditional = traditional || (MayHaveTraditional(text.text) && FoldKeepingScript(text.text) != Fold(text.text));
    return true;
  });
  for (const TextField field : {TextField::kHeadline, TextField::kSpeaker, TextField::kReporter, TextField::kBody}) {
    for (const std::string& folded : TextsOf(document, field)) AddWords(folded, words);
  }
  std::vector<std::string>& spelling = TextsOf(document, TextField::kSpelling);
  spelling.insert(spelling.end(), words.begin(), words.end());
  if (!traditional) return;
  std::vector<std::string>& verbatim = TextsOf(document, TextField::kVerbatim);
  verbatim.emplace_back(kVerbatimMark);
  VisitTexts(record, kDefaultFields, [&](const RecordText& text) {
    verbatim.push_back(FoldKeepingScript(text.text));
    return true;
  });
}

}  // namespace

IndexDocument MakeDocument(DocId id, const Record& record) {
  IndexDocument document;
  document.id = id;
  AddNumbers(record, document);
  AddNames(record, document);
  AddStrings(record, document);
  VisitTexts(record, kRecordFields, [&](const RecordText& text) {
    std::string folded = Fold(text.text);
    if (!folded.empty()) document.text[static_cast<int>(FieldOf(text.part))].push_back(std::move(folded));
    return true;
  });
  AddSpelling(record, document);
  AddForms(record, document);
  return document;
}

}  // namespace broadsheet::query
